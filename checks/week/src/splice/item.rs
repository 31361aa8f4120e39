//! An item of a Rust file: what it is called, and where it stands, to the byte.
//!
//! It stands in the file itself, in a module with braces, or in a block of methods; not inside the body of a function, nor
//! inside a macro.

use std::ops::Range;

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

impl Name {
    /// The trait and the rest, if it is a trait's.
    pub(super) fn of_trait(&self) -> Option<&str> {
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
    pub(super) fn is_called(&self, name: &str) -> bool {
        let plain = |name: &str| name.split_whitespace().collect::<String>();
        !name.is_empty()
            && [&self.name.short, &self.name.full].into_iter().any(|own| plain(own) == plain(name))
    }
}
