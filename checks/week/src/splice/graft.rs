//! Items of one file put into another: those that are there are replaced, the others added.
//!
//! A new function goes to the end of its module, a new method to its trait's block or into a new block at the end of the
//! module, a new import behind the last import. What has no name, such as a macro's call, is new unless it is there word for word.

use super::edits::Edits;
use super::item::{Import, Item, Module, Parent, Parts, Place};
use super::problem::Problem;
use super::source::Source;

/// What a graft does.
pub(super) struct What<'w> {
    /// Whether items that are there are replaced.
    pub(super) replace: bool,
    /// Which items that are not there are added.
    pub(super) add: &'w dyn Fn(&Item) -> bool,
    /// Whether imports that are not there are added.
    pub(super) imports: bool,
}

/// The file `into` with items of `from`.
pub(super) fn graft(into: &Source<'_>, from: &Source<'_>, what: &What<'_>) -> Result<String, Problem> {
    let mut graft = Graft { target: into, from, edits: Edits::default(), added: Vec::new() };
    for item in &from.items {
        match into.twin(item)? {
            Some(twin) if what.replace => graft.replace(item, twin),
            None if (what.add)(item) && !graft.has_same_words(item) => graft.add(item)?,
            _ => {}
        }
    }
    if what.imports {
        from.modules.iter().for_each(|module| graft.imports(module));
    }
    Ok(graft.edits.apply(into.text))
}

struct Graft<'a> {
    target: &'a Source<'a>,
    from: &'a Source<'a>,
    edits: Edits,
    /// Modules and blocks of methods that are added whole: what stands in them needs nothing more.
    added: Vec<Place>,
}

impl<'a> Graft<'a> {
    fn replace(&mut self, item: &Item, twin: &Item) {
        // A block of methods is replaced method by method, and a trait with all of its methods.
        if !matches!(item.parts, Parts::Methods { .. }) && item.parent != Parent::Trait {
            self.edits.replace(twin.whole.clone(), &self.from.text[item.whole.clone()]);
        }
    }

    /// Whether the target has this item, which has no name, word for word.
    fn has_same_words(&self, item: &Item) -> bool {
        let words = |text: &str| text.split_whitespace().collect::<String>();
        let nameless = self.target.items.iter().filter(|other| other.name.short.is_empty());
        let mut places = nameless.map(|other| &self.target.text[other.whole.clone()]);
        item.name.short.is_empty()
            && places.any(|other| words(other) == words(&self.from.text[item.whole.clone()]))
    }

    fn add(&mut self, item: &Item) -> Result<(), Problem> {
        if self.is_added(&item.whole) {
            return Ok(());
        }
        let words = &self.from.text[item.whole.clone()];
        match &item.parent {
            Parent::Trait => {}
            Parent::Module(module) => self.add_to_module(*module, &item.whole, words),
            Parent::OwnMethods { head, module } => {
                let head = &self.from.text[head.clone()];
                self.add_to_module(*module, &item.whole, &format!("{head}{{\n    {words}\n}}"));
            }
            Parent::TraitMethods(name) => {
                if let Parts::Methods { end } = self.target.item(name)?.parts {
                    self.edits.insert(end, format!("\n    {words}\n"));
                }
            }
        }
        Ok(())
    }

    fn is_added(&self, place: &Place) -> bool {
        self.added.iter().any(|added| added.start <= place.start && place.end <= added.end)
    }

    /// Adds the item at `place`, or the outermost module around it that is not there yet.
    fn add_to_module(&mut self, module: usize, place: &Place, words: &str) {
        let (module, missing) = self.present(module);
        let (place, words) = match missing {
            None => (place, words),
            Some(missing) => (&missing.whole, &self.from.text[missing.whole.clone()]),
        };
        self.edits.insert(module.end, format!("\n{words}\n"));
        self.added.push(place.clone());
    }

    /// The innermost module of the target around what stands in the source's module, and the source's module inside of
    /// it that the target lacks.
    fn present(&self, module: usize) -> (&'a Module, Option<&'a Module>) {
        let (mut module, mut missing) = (&self.from.modules[module], None);
        loop {
            match self.target.same_module(module) {
                Some(found) => return (found, missing),
                None => missing = Some(module),
            }
            module = &self.from.modules[module.outer];
        }
    }

    fn imports(&mut self, module: &Module) {
        let Some(target) = self.target.same_module(module) else { return };
        let is_new = |import: &&Import| target.imports.iter().all(|known| known.name != import.name);
        let at = target.imports_end;
        for Import { before, name } in module.imports.iter().filter(is_new) {
            let line =
                if at == 0 { format!("{before}use {name};\n") } else { format!("\n{before}use {name};") };
            self.edits.insert(at, line);
        }
    }
}
