//! Alternatives: a program that is any of several fragments, as an environment variable says. So one compilation is enough for
//! all of them.
//!
//! A function that some of them replace has the body of each, and its own. What a fragment imports or adds stands inside of
//! its bodies, where no other sees it. Only methods cannot: each has a name that nobody else uses. A fragment that changes more
//! than bodies, such as a type or a signature, must be a program of its own.

use super::depth;
use super::edits::Edits;
use super::fragment::{Files, Fragment, Homes, Sources, home};
use super::item::{Item, Parent, Parts, Place};
use super::problem::Problem;
use super::walk::plain;
use quote::ToTokens;
use std::collections::BTreeMap;
use syn::{Attribute, ImplItemFn, ItemConst, Signature};

/// A fragment that can be one of several in a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alternative {
    bodies: Vec<(Function, String)>,
    /// The blocks of the methods that it adds, each with the file that it goes to.
    blocks: Vec<(String, String)>,
    /// The names of these methods.
    names: Vec<String>,
    /// All that it says.
    text: String,
}

/// A function of the files, by the place of its body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Function {
    path: String,
    start: usize,
    end: usize,
}

/// What an item is to an alternative.
enum Role {
    /// A block whose items say everything.
    Block,
    /// A function whose body, at `text`, stands for the one at `place`.
    Body { place: Place, text: Place },
    /// It is added, and belongs to no type.
    Free,
    /// It is added to a type, whose block begins with `head`; a constant has no `body`.
    Method { head: Place, body: Option<Place> },
}

impl Role {
    /// Whether it is a method of `item` whose declaration has one of these names: there, only bodies see what they mean.
    fn is_declared_with(&self, names: &[&str], item: &Item, text: &str) -> bool {
        let Self::Method { body, .. } = self else { return false };
        let end = body.as_ref().map_or(item.whole.end, |body| body.start);
        names.iter().any(|name| has_word(&text[item.whole.start..end], name))
    }
}

impl Alternative {
    /// The fragment, if it can be one of several: if it replaces nothing but the bodies of functions in these files, and adds
    /// nothing but imports, functions, methods and constants.
    ///
    /// # Errors
    ///
    /// Those of [`Fragment::apply`].
    pub fn of(fragment: &Fragment<'_>, files: &Sources<'_>) -> Result<Option<Self>, Problem> {
        if fragment.says("whole").is_some() || fragment.source.modules.len() > 1 {
            return Ok(None);
        }
        let Homes { of_items, for_new } = fragment.homes(files)?;
        let (text, mut roles) = (fragment.source.text, Vec::new());
        for (item, path) in fragment.source.items.iter().zip(of_items) {
            let twin = home(item, files)?.map(|(path, twin)| (files[path].text, twin));
            let Some(role) = depth::with_room(|| role(item, text, twin)) else { return Ok(None) };
            roles.push((item, path.or(for_new).unwrap_or_default(), role));
        }
        let free = || roles.iter().filter(|(.., role)| matches!(role, Role::Free)).map(|(item, ..)| *item);
        let names: Vec<&str> =
            fragment.imported_names().chain(free().map(|item| item.name.short.as_str())).collect();
        if roles.iter().any(|(item, _, role)| role.is_declared_with(&names, item, text)) {
            return Ok(None);
        }
        let free = free().map(|item| format!("{}\n", &text[item.whole.clone()]));
        let private: String = fragment.imports().chain(free).collect();
        let mut alternative = Self { text: text.to_owned(), ..Self::default() };
        for (item, path, role) in &roles {
            let private = if for_new == Some(*path) { private.as_str() } else { "" };
            alternative.add(item, path, role, private);
        }
        let is_used = |name: &String| files.values().any(|file| has_word(file.text, name));
        let is_one = !alternative.bodies.is_empty() && !alternative.names.iter().any(is_used);
        Ok(is_one.then_some(alternative))
    }

    /// Adds what the item says of the file at `path`; `private` is what only its body must see.
    fn add(&mut self, item: &Item, path: &str, role: &Role, private: &str) {
        let with_private = |body: &Place| match &self.text[body.clone()] {
            body if private.is_empty() => body.to_owned(),
            body => format!("{{\n{private}{body}\n}}"),
        };
        match role {
            Role::Block | Role::Free => {}
            Role::Body { place, text } => {
                let function = Function { path: path.to_owned(), start: place.start, end: place.end };
                self.bodies.push((function, with_private(text)));
            }
            Role::Method { head, body } => {
                let end = body.as_ref().map_or(item.whole.end, |body| body.start);
                let body = body.as_ref().map(with_private).unwrap_or_default();
                let (head, words) = (&self.text[head.clone()], &self.text[item.whole.start..end]);
                self.blocks.push((path.to_owned(), format!("\n{head}{{\n    {words}{body}\n}}\n")));
                self.names.extend(item.name.short.rsplit("::").next().map(str::to_owned));
            }
        }
    }

    /// Whether one program can be both.
    pub fn goes_with(&self, other: &Self) -> bool {
        let clash = |one: &Self, other: &Self| one.names.iter().any(|name| has_word(&other.text, name));
        !clash(self, other) && !clash(other, self)
    }

    /// The files that it changes.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let of_blocks = self.blocks.iter().map(|(path, _)| path);
        self.bodies.iter().map(|(function, _)| &function.path).chain(of_blocks).map(String::as_str)
    }
}

/// Those of `files` that one of the fragments changes, with all of them: the program is the fragment whose label the
/// environment variable `variable` has, and else does what it did.
///
/// # Panics
///
/// If one of the fragments changes another file, or was made for files that were different.
///
/// ```
/// use week::splice::{Alternative, Files, Fragment, alternatives, sources};
/// let files = Files::from([("a.rs".to_owned(), "fn f() -> u8 { 1 }".to_owned())]);
/// let fragment = Fragment::parse("fn f() -> u8 { 2 }").unwrap();
/// let two = Alternative::of(&fragment, &sources(&files).unwrap()).unwrap().expect("it changes only a body");
/// let text = &alternatives(&files, &[("two", &two)], "WHICH")["a.rs"];
/// assert!(text.contains("Some(0) => { 2 }") && text.contains("_ => { 1 }"));
/// ```
pub fn alternatives(files: &Files, all: &[(&str, &Alternative)], variable: &str) -> Files {
    let labels: Vec<&str> = all.iter().map(|(label, _)| *label).collect();
    let mut arms: BTreeMap<&Function, String> = BTreeMap::new();
    let mut edits: BTreeMap<&str, Edits> = BTreeMap::new();
    for (number, (_, alternative)) in all.iter().enumerate() {
        for (function, body) in &alternative.bodies {
            *arms.entry(function).or_default() += &format!("Some({number}) => {body}\n");
        }
        for (path, block) in &alternative.blocks {
            edits.entry(path).or_default().insert(files[path].len(), block.as_str());
        }
    }
    for (Function { path, start, end }, arms) in arms {
        let (which, own) = (which(variable, &labels), &files[path][*start..*end]);
        let switch = format!("{{ match {which} {{\n{arms}_ => {own}\n}} }}");
        edits.entry(path).or_default().replace(*start..*end, switch);
    }
    edits.into_iter().map(|(path, edits)| (path.to_owned(), edits.apply(&files[path]))).collect()
}

/// An expression: the place among the labels of what the environment variable has, if it is one of them.
fn which(variable: &str, labels: &[&str]) -> String {
    // It is asked once, as a blank's switch is.
    format!(
        "{{ static WHICH: ::std::sync::OnceLock<Option<usize>> = ::std::sync::OnceLock::new(); \
         *WHICH.get_or_init(|| ::std::env::var_os({variable:?})\
         .and_then(|words| {labels:?}.iter().position(|label| words == *label))) }}"
    )
}

/// What the item of a fragment is to an alternative, if it can be something. The twin comes with its file's text.
fn role(item: &Item, text: &str, twin: Option<(&str, &Item)>) -> Option<Role> {
    let words = &text[item.whole.clone()];
    match (&item.parts, &item.parent, twin) {
        (Parts::Methods { .. }, _, Some(_)) => Some(Role::Block),
        (Parts::Function { body, .. }, _, Some((theirs, twin))) => {
            let is_same =
                item.name.full == twin.name.full && is_declared_alike(words, &theirs[twin.whole.clone()]);
            let Parts::Function { body: place, .. } = &twin.parts else { return None };
            is_same.then(|| Role::Body { place: place.clone(), text: body.clone() })
        }
        (Parts::Function { .. }, Parent::Module(_), None) => Some(Role::Free),
        (Parts::Function { body, .. }, Parent::OwnMethods { head, .. }, None) => {
            Some(Role::Method { head: head.clone(), body: Some(body.clone()) })
        }
        (Parts::Whole, Parent::Module(_), None) if is_constant(words) => Some(Role::Free),
        (Parts::Whole, Parent::OwnMethods { head, .. }, None) if is_constant(words) => {
            Some(Role::Method { head: head.clone(), body: None })
        }
        _ => None,
    }
}

fn is_constant(words: &str) -> bool {
    syn::parse_str::<ItemConst>(words).is_ok()
}

/// Whether the body of one function can stand beside the other's.
fn is_declared_alike(one: &str, twin: &str) -> bool {
    let parsed = [one, twin].map(syn::parse_str::<ImplItemFn>);
    let [Ok(one), Ok(twin)] = parsed else { return false };
    let theirs: Vec<String> = twin.attrs.iter().map(plain).collect();
    let is_known =
        |attribute: &Attribute| attribute.path().is_ident("doc") || theirs.contains(&plain(attribute));
    plain(&one.sig) == plain(&twin.sig) && can_branch(&twin.sig) && one.attrs.iter().all(is_known)
}

/// Whether a function can have several bodies, and ask at run time which one. Two bodies are two types behind `impl Trait`.
fn can_branch(signature: &Signature) -> bool {
    let returns = signature.output.to_token_stream().to_string();
    signature.constness.is_none() && !has_word(&returns, "impl")
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|one| one == word)
}
