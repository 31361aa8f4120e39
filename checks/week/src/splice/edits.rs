//! Replacing places of a text, all at once: everything between them stays byte for byte.

use super::item::Place;

/// Replacements in one text, none of which overlaps another.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Place, String)>);

impl Edits {
    pub(super) fn replace(&mut self, place: Place, by: impl Into<String>) {
        self.0.push((place, by.into()));
    }

    /// What is inserted at one place stands there in the order in which it was inserted.
    pub(super) fn insert(&mut self, at: usize, new: impl Into<String>) {
        self.replace(at..at, new);
    }

    /// The text with all replacements.
    ///
    /// # Panics
    ///
    /// If two of them overlap.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(place, _)| (place.start, place.end));
        let (mut result, mut done) = (String::with_capacity(text.len()), 0);
        for (place, new) in self.0 {
            assert!(place.start >= done, "two replacements overlap at byte {}", place.start);
            result.push_str(&text[done..place.start]);
            result.push_str(&new);
            done = place.end;
        }
        result.push_str(&text[done..]);
        result
    }
}
