//! What becomes of one file of a copy that is updated.

use super::written::{Fate, Written};
use crate::tree::{File, Tree};
use anyhow::Result;
use std::path::Path;
use std::str;

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// It is as it should be.
    Stays,
    /// It becomes the new one; it goes if there is no new one.
    New,
    /// It stays, and the new one is written beside it: for this reason.
    Beside(String),
}

/// `merged` is the new course with the learner's functions.
pub(super) fn decide(
    root: &Path,
    path: &str,
    base: &Tree,
    merged: &Tree,
    written: &Written,
) -> Result<Decision> {
    let whole = root.join(path);
    let theirs = if whole.is_file() { Some(File::read_of_a_copy(&whole)?) } else { None };
    let (base, new) = (base.0.get(path), merged.0.get(path));
    let decision = match (theirs, base) {
        (None, _) if new.is_none() => Decision::Stays,
        (None, _) => Decision::New,
        (Some(theirs), _) if Some(&theirs) == new => Decision::Stays,
        (Some(theirs), Some(base)) if theirs == *base => Decision::New,
        (Some(theirs), Some(base)) => of_changed(path, &theirs, base, new, written),
        (Some(_), None) => Decision::Beside("the new course brings a file of this name.".to_owned()),
    };
    Ok(decision)
}

/// The learner has changed it.
fn of_changed(path: &str, theirs: &File, base: &File, new: Option<&File>, written: &Written) -> Decision {
    let homeless = written.homeless(path);
    if !homeless.is_empty() {
        let reasons = homeless.iter().map(|(name, fate)| match fate {
            Fate::DeclaredAnew => format!("`{name}` is declared otherwise there"),
            _ => format!("there is no `{name}` to write any more"),
        });
        return Decision::Beside(format!("{}.", reasons.collect::<Vec<_>>().join(", ")));
    }
    let texts = str::from_utf8(&theirs.bytes).ok().zip(str::from_utf8(&base.bytes).ok());
    let undone = texts.and_then(|(theirs, base)| written.undone(path, theirs, base));
    match undone {
        Some(undone) if undone.as_bytes() == base.bytes => Decision::New,
        // The new course left this file as it was, so the learner's changes are all that there is.
        _ if new.is_some_and(|new| same_but_for_functions(path, base, new, written)) => Decision::Stays,
        _ => Decision::Beside(
            "you have changed more in it than the lessons ask for, and so has the course.".to_owned(),
        ),
    }
}

/// Whether the new file is the old one with the learner's functions.
fn same_but_for_functions(path: &str, base: &File, new: &File, written: &Written) -> bool {
    let texts = str::from_utf8(&new.bytes).ok().zip(str::from_utf8(&base.bytes).ok());
    let undone = texts.and_then(|(new, base)| written.undone(path, new, base));
    new == base || undone.is_some_and(|undone| undone.as_bytes() == base.bytes)
}
