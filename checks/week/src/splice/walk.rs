//! Goes through a parsed file and notes where each of its items stands.

use super::item::{Item, Module, Name, Parent, Parts, Place};
use super::problem::Problem;
use super::{depth, imports, named};
use proc_macro2::Span;
use quote::ToTokens;
use std::mem;
use syn::spanned::Spanned;
use syn::{AttrStyle, Attribute, Block, ImplItem, ItemImpl, ItemMod, ItemTrait, Signature, TraitItem, Type};

/// The length of a byte order mark.
const MARK: usize = '\u{feff}'.len_utf8();

/// The items and the modules of the file, in the order in which they stand there; the file itself is the first module.
pub(super) fn walk(text: &str) -> Result<(Vec<Item>, Vec<Module>), Problem> {
    depth::tokens(text)?;
    depth::with_room(|| parse(text))
}

fn parse(text: &str) -> Result<(Vec<Item>, Vec<Module>), Problem> {
    let mark = if text.starts_with('\u{feff}') { MARK } else { 0 };
    let file = syn::parse_file(text)
        .map_err(|error| Problem::Syntax { line: error.span().start().line, message: error.to_string() })?;
    // The parser's places count from behind the mark and the line `#!...`.
    let offset = mark + file.shebang.as_ref().map_or(0, String::len);
    let first = file.attrs.last().map_or(offset, |attribute| offset + attribute.span().byte_range().end);
    let mut walk = Walk {
        text,
        items: Vec::new(),
        modules: Vec::new(),
        offset,
        path: Vec::new(),
        cfg: Vec::new(),
        module: 0,
        parent: Parent::Module(0),
    };
    walk.module(&file.items, 0..text.len(), first..text.len());
    Ok((walk.items, walk.modules))
}

struct Walk<'a> {
    text: &'a str,
    items: Vec<Item>,
    modules: Vec<Module>,
    offset: usize,
    /// The modules around.
    path: Vec<String>,
    /// The conditions of what is around.
    cfg: Vec<String>,
    /// The innermost module, by its place in the list.
    module: usize,
    parent: Parent,
}

impl Walk<'_> {
    fn place(&self, span: Span) -> Place {
        let Place { start, end } = span.byte_range();
        start + self.offset..end + self.offset
    }

    /// The file or a module, whose items stand `inside`.
    fn module(&mut self, items: &[syn::Item], whole: Place, inside: Place) {
        let uses = items.iter().filter_map(|item| match item {
            syn::Item::Use(import) => Some(import),
            _ => None,
        });
        let imports_end =
            uses.clone().next_back().map_or(inside.start, |import| self.place(import.span()).end);
        let imports = uses.flat_map(imports::of).collect();
        let (path, cfg, end) = (self.path.join("::"), self.cfg.clone(), inside.end);
        let outer = mem::replace(&mut self.module, self.modules.len());
        self.modules.push(Module { path, cfg, outer, whole, imports, imports_end, end });
        self.parent = Parent::Module(self.module);
        items.iter().for_each(|item| self.item(item));
        self.module = outer;
    }

    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Use(_) => {}
            syn::Item::Fn(function) => {
                let name = function.sig.ident.to_string();
                let parts = self.parts(&function.sig, &function.block);
                self.note([name.clone(), name], &function.attrs, item.span(), parts);
            }
            syn::Item::Impl(block) => self.block(block),
            syn::Item::Trait(definition) => self.definition(definition),
            syn::Item::Mod(module) if module.content.is_some() => self.inner_module(module),
            _ => {
                let (name, attributes) = named::name(item).unwrap_or_default();
                self.note([name.clone(), name], attributes, item.span(), Parts::Whole);
            }
        }
    }

    fn inner_module(&mut self, module: &ItemMod) {
        let Some((brace, items)) = &module.content else { return };
        let begin = self.place(brace.span.open()).end;
        let mut own = module.attrs.iter().filter(|attribute| !is_outer(attribute));
        let begin = own.next_back().map_or(begin, |attribute| self.place(attribute.span()).end);
        let (whole, inside) = (self.place(module.span()), begin..self.place(brace.span.close()).start);
        self.path.push(module.ident.to_string());
        self.under(self.parent.clone(), &module.attrs, |walk| walk.module(items, whole, inside));
        self.path.pop();
    }

    fn block(&mut self, block: &ItemImpl) {
        let [short, full] = type_name(&block.self_ty);
        let brace = block.brace_token.span;
        let Some((path, _)) = &block.trait_ else {
            let head = self.place(block.impl_token.span).start..self.place(brace.open()).start;
            let parent = Parent::OwnMethods { head, module: self.module };
            return self.methods(block, parent, [short, full]);
        };
        let [trait_short, trait_full] = path_name(path);
        let owner = [format!("<{short} as {trait_short}>"), format!("<{full} as {trait_full}>")];
        let end = self.place(brace.close()).start;
        self.note(owner.clone(), &block.attrs, block.span(), Parts::Methods { end });
        let parent = Parent::TraitMethods(self.named(owner.clone()).full);
        self.methods(block, parent, owner);
    }

    fn methods(&mut self, block: &ItemImpl, parent: Parent, owner: [String; 2]) {
        self.under(parent, &block.attrs, |walk| {
            block.items.iter().for_each(|item| walk.method(&owner, item));
        });
    }

    fn method(&mut self, owner: &[String; 2], item: &ImplItem) {
        let (name, attributes, parts) = match item {
            ImplItem::Fn(method) => {
                (&method.sig.ident, &method.attrs, self.parts(&method.sig, &method.block))
            }
            ImplItem::Const(constant) => (&constant.ident, &constant.attrs, Parts::Whole),
            ImplItem::Type(alias) => (&alias.ident, &alias.attrs, Parts::Whole),
            _ => return,
        };
        self.note(owner.each_ref().map(|owner| format!("{owner}::{name}")), attributes, item.span(), parts);
    }

    fn definition(&mut self, definition: &ItemTrait) {
        let owner = definition.ident.to_string();
        self.note([owner.clone(), owner.clone()], &definition.attrs, definition.span(), Parts::Whole);
        self.under(Parent::Trait, &definition.attrs, |walk| {
            for item in &definition.items {
                if let TraitItem::Fn(method) = item
                    && let Some(body) = &method.default
                {
                    let name = format!("{owner}::{}", method.sig.ident);
                    let parts = walk.parts(&method.sig, body);
                    walk.note([name.clone(), name], &method.attrs, item.span(), parts);
                }
            }
        });
    }

    fn parts(&self, signature: &Signature, body: &Block) -> Parts {
        let body = self.place(body.brace_token.span.join());
        Parts::Function { signature: self.place(signature.span()).start..body.start, body }
    }

    /// The short and the full name, with the modules around.
    fn named(&self, [short, full]: [String; 2]) -> Name {
        let around: String = self.path.iter().map(|module| format!("{module}::")).collect();
        let around = if short.is_empty() { String::new() } else { around };
        Name { short: format!("{around}{short}"), full: format!("{around}{full}") }
    }

    fn note(&mut self, names: [String; 2], attributes: &[Attribute], span: Span, parts: Parts) {
        let whole = self.place(span);
        // The line of its first word, not of its documentation.
        let code = attributes.iter().rfind(|attribute| is_outer(attribute));
        let code = code.map_or(whole.start, |attribute| self.place(attribute.span()).end);
        let line = 1
            + self.text[..code].matches('\n').count()
            + self.text[code..].chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
        let cfg = self.cfg.iter().cloned().chain(conditions(attributes)).collect();
        let (name, parent) = (self.named(names), self.parent.clone());
        let is_test = attributes.iter().any(|attribute| attribute.path().is_ident("test"));
        self.items.push(Item { name, cfg, whole, parts, parent, is_test, line });
    }

    fn under(&mut self, parent: Parent, attributes: &[Attribute], inside: impl FnOnce(&mut Self)) {
        let outer = (mem::replace(&mut self.parent, parent), self.cfg.len());
        self.cfg.extend(conditions(attributes));
        inside(self);
        self.parent = outer.0;
        self.cfg.truncate(outer.1);
    }
}

/// Whether it stands before its item, and not inside.
fn is_outer(attribute: &Attribute) -> bool {
    matches!(attribute.style, AttrStyle::Outer)
}

/// The conditions among these attributes, as `cfg(unix)`.
fn conditions(attributes: &[Attribute]) -> impl Iterator<Item = String> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).map(|cfg| plain(&cfg.meta))
}

/// The short and the full name of a type.
fn type_name(ty: &Type) -> [String; 2] {
    match ty {
        Type::Path(path) => path_name(&path.path),
        _ => [plain(ty), plain(ty)],
    }
}

/// The last part of the path, without and with its generic arguments.
fn path_name(path: &syn::Path) -> [String; 2] {
    let last = path.segments.last();
    last.map_or_else(Default::default, |last| [last.ident.to_string(), plain(last)])
}

/// Code without blanks.
pub(super) fn plain(code: &impl ToTokens) -> String {
    code.to_token_stream().to_string().split_whitespace().collect()
}
