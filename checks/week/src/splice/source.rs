//! A Rust file and its items, found by their names.

use super::item::{Item, Module, Parts, Place};
use super::problem::Problem;
use super::walk::walk;

/// A Rust file and its items, in the order in which they stand there.
#[derive(Debug)]
pub struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) items: Vec<Item>,
    /// The file itself comes first.
    pub(super) modules: Vec<Module>,
}

impl<'a> Source<'a> {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it is not Rust; then with the place.
    pub fn parse(text: &'a str) -> Result<Self, Problem> {
        let (items, modules) = walk(text)?;
        Ok(Self { text, items, modules })
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
            [] => Err(Problem::missing(name, self.items.iter().map(|item| item.name.short.as_str()))),
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
