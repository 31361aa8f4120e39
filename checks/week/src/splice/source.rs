//! The items of a Rust file: what each is called, and where it stands, to the byte.
//!
//! An item here stands in the file itself, in a module with braces, or in a block of methods; not inside the body of a
//! function, nor inside a macro.

use super::problem::Problem;
use std::ops::Range;

/// A Rust file and its items, in the order in which they stand there.
#[derive(Debug)]
pub struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) items: Vec<Item>,
    /// The file itself comes first.
    pub(super) modules: Vec<Module>,
}

/// A place in a file's text, in bytes.
pub(super) type Place = Range<usize>;

/// An item with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: Name,
    /// The conditions under which it is compiled: its own and those of what is around it.
    pub(super) cfg: Vec<String>,
    /// All of it, with its attributes and documentation.
    pub(super) whole: Place,
    pub(super) parts: Parts,
    pub(super) parent: Parent,
    /// Whether it is marked `#[test]`.
    pub(super) is_test: bool,
    /// From 1.
    pub(super) line: usize,
}

/// What an item stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Parent {
    /// The file or a module, by its place in the list.
    Module(usize),
    /// A block of a type's own methods in this module; `head` is what stands before its brace.
    OwnMethods { head: Place, module: usize },
    /// A block of a trait's methods, by its full name.
    TraitMethods(String),
    /// A trait's definition.
    Trait,
}

/// What an item is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// `function`, `Type::method`, `<Type as Trait>::method`, `<Type as Trait>` for the block of its methods, `Type`; all
    /// of them with the modules around them in front, as in `tests::function`. Empty for what has no name.
    pub(super) short: String,
    /// The same with generic arguments, as in `<Wait as From<u8>>::from`.
    pub(super) full: String,
}

/// What can be changed inside an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Parts {
    Function {
        /// From its first word after the visibility to the body.
        signature: Place,
        /// With its braces.
        body: Place,
    },
    /// A block of a trait's methods; `end` is the place of its closing brace.
    Methods { end: usize },
    /// Nothing.
    Whole,
}

/// What can be added to: the file, or a module with braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Module {
    /// Empty for the file.
    pub(super) path: String,
    pub(super) cfg: Vec<String>,
    /// The one around it, by its place in the list; for the file, itself.
    pub(super) outer: usize,
    /// All of it, with its attributes.
    pub(super) whole: Place,
    pub(super) imports: Vec<Import>,
    /// Where one more import goes.
    pub(super) imports_end: usize,
    /// Where one more item goes.
    pub(super) end: usize,
}

/// One name that is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// `path::name` or `path::name as other`.
    pub(super) name: String,
    /// What stands before `use`: attributes and visibility.
    pub(super) before: String,
}

impl<'a> Source<'a> {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it is not Rust; then with the place.
    pub fn parse(text: &'a str) -> Result<Self, Problem> {
        super::walk::walk(text)
    }

    /// The names of all functions that have a body, in order. One that stands there twice comes twice.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        let functions = self.items.iter().filter(|item| matches!(item.parts, Parts::Function { .. }));
        functions.map(|item| item.name.short.as_str())
    }

    /// Whether there is an item of this name. Two are an answer, too.
    pub fn has(&self, name: &str) -> bool {
        self.items.iter().any(|item| item.is_called(name))
    }

    /// The only item of this name.
    pub(super) fn item(&self, name: &str) -> Result<&Item, Problem> {
        self.only(name, self.items.iter().filter(|item| item.is_called(name)).collect())
    }

    /// The item with the name of another file's item. Of several, the one that is compiled under the same conditions.
    pub(super) fn twin(&self, of: &Item) -> Result<Option<&Item>, Problem> {
        let mut twins: Vec<&Item> = self.items.iter().filter(|item| item.name.full == of.name.full).collect();
        if twins.is_empty() {
            // A type's parameters may be called otherwise. Other arguments of the trait make it another trait.
            let alike =
                |item: &&Item| item.name.short == of.name.short && item.name.of_trait() == of.name.of_trait();
            twins.extend(self.items.iter().filter(alike));
        }
        let same = |item: &&Item| item.cfg == of.cfg;
        if twins.len() > 1 && twins.iter().any(same) {
            twins.retain(same);
        }
        match twins[..] {
            _ if of.name.short.is_empty() => Ok(None),
            [] => Ok(None),
            _ => self.only(&of.name.short, twins).map(Some),
        }
    }

    /// The module with the path of another file's module, and under the same conditions if there are several.
    pub(super) fn same_module(&self, of: &Module) -> Option<&Module> {
        let same: Vec<&Module> = self.modules.iter().filter(|module| module.path == of.path).collect();
        let exact = same.iter().find(|module| module.cfg == of.cfg);
        exact.or(same.first()).copied()
    }

    fn only<'s>(&'s self, name: &str, found: Vec<&'s Item>) -> Result<&'s Item, Problem> {
        match found[..] {
            [item] => Ok(item),
            [] => Err(Problem::missing(name, self)),
            _ => Err(Problem::ambiguous(name, found.into_iter().map(Item::place))),
        }
    }

    /// The function of this name: its signature and its body.
    pub(super) fn function(&self, name: &str) -> Result<(Place, Place), Problem> {
        match &self.item(name)?.parts {
            Parts::Function { signature, body } => Ok((signature.clone(), body.clone())),
            _ => Err(Problem::NoFunction(name.to_owned())),
        }
    }
}

impl Name {
    /// The trait and the rest, if it is a trait's.
    fn of_trait(&self) -> Option<&str> {
        self.full.split_once(" as ").map(|(_, rest)| rest)
    }
}

impl Item {
    /// Where it stands, in words.
    pub(super) fn place(&self) -> String {
        match self.cfg[..] {
            [] => format!("line {}", self.line),
            _ => format!("line {} (under {})", self.line, self.cfg.join(", ")),
        }
    }

    /// Blanks in `name` do not count.
    fn is_called(&self, name: &str) -> bool {
        let plain = |name: &str| name.split_whitespace().collect::<String>();
        !name.is_empty()
            && [&self.name.short, &self.name.full].into_iter().any(|own| plain(own) == plain(name))
    }
}
