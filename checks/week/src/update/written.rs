//! The functions that a learner has written, on their way into the new course.

use crate::builds::Built;
use crate::lesson::Lesson;
use crate::splice::{Source, function, signature, transplant};
use crate::tree::{Tree, text_of};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// The functions that differ from those that the copy came with.
#[derive(Debug)]
pub(super) struct Written(Vec<Function>);

#[derive(Debug)]
pub(super) struct Function {
    pub(super) built: Built,
    /// The learner's file that it is in.
    text: String,
    /// How the copy's course declared it.
    declared: String,
    pub(super) fate: Fate,
}

/// What became of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// The new course has no function of this name to write.
    Gone,
    /// The new course declares it otherwise.
    DeclaredAnew,
    /// It is in the new file.
    Placed,
}

impl Written {
    /// What differs between the copy at `root` and what it came with. A file that cannot be read as Rust, or lacks a
    /// function, says nothing here.
    pub(super) fn collect(root: &Path, base: &Tree, lessons: &[Lesson]) -> Result<Self> {
        let mut functions = Vec::new();
        for built in lessons.iter().flat_map(|lesson| &lesson.builds) {
            let came_with = Source::parse(base.text(&built.file)?)?;
            let Some(text) = text_of(&root.join(&built.file))? else { continue };
            let Ok(theirs) = Source::parse(&text) else { continue };
            let changed = function(&theirs, &built.name).is_ok_and(|theirs| {
                function(&came_with, &built.name).is_ok_and(|came_with| theirs != came_with)
            });
            if changed {
                let declared = signature(&came_with, &built.name)?;
                functions.push(Function { built: built.clone(), text, declared, fate: Fate::Gone });
            }
        }
        Ok(Self(functions))
    }

    /// The new course with every function in its place that has one.
    pub(super) fn merge(&mut self, next: &Tree, lessons: &[Lesson]) -> Result<Tree> {
        let mut merged = next.clone();
        for built in lessons.iter().flat_map(|lesson| &lesson.builds) {
            let Some(written) = self.find(built) else { continue };
            let text = merged.text(&built.file)?;
            if signature(&Source::parse(text)?, &built.name)? == written.declared {
                let placed = transplant(text, &Source::parse(&written.text)?, &[&built.name])?;
                merged.set(&built.file, placed);
                written.fate = Fate::Placed;
            } else {
                written.fate = Fate::DeclaredAnew;
            }
        }
        Ok(merged)
    }

    /// The function that the new course builds here: from the same file, or from another if only one has this name.
    fn find(&mut self, built: &Built) -> Option<&mut Function> {
        let here = self.0.iter().position(|function| function.built == *built);
        let named: Vec<usize> =
            (0..self.0.len()).filter(|index| self.0[*index].built.name == built.name).collect();
        let only = if named.len() == 1 { named.first().copied() } else { None };
        here.or(only).map(|index| &mut self.0[index])
    }

    /// The functions of this file that have no place, each with the reason.
    pub(super) fn homeless(&self, path: &str) -> BTreeMap<&str, &Fate> {
        let here =
            self.0.iter().filter(|function| function.built.file == path && function.fate != Fate::Placed);
        here.map(|function| (function.built.name.as_str(), &function.fate)).collect()
    }

    pub(super) fn placed(&self) -> usize {
        self.0.iter().filter(|function| function.fate == Fate::Placed).count()
    }

    /// The learner's file with the functions that it came with: what else she has changed.
    pub(super) fn undone(&self, path: &str, theirs: &str, base: &str) -> Option<String> {
        let names: Vec<&str> = self
            .0
            .iter()
            .filter(|function| function.built.file == path)
            .map(|function| function.built.name.as_str())
            .collect();
        transplant(theirs, &Source::parse(base).ok()?, &names).ok()
    }
}
