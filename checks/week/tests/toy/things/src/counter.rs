//! A counter.

use std::cell::Cell;

/// Counts.
#[derive(Debug, Default)]
pub struct Counter(Cell<u32>);

impl Counter {
    /// One more. The count stays at its greatest value.
    pub fn up(&self) {
        // A comment of the reference's.
        self.0.set(self.0.get().saturating_add(1));
    }

    /// How many.
    pub fn count(&self) -> u32 {
        self.0.get()
    }

    /// A counter that has counted up to `count`.
    pub fn at(count: u32) -> Self {
        Self(Cell::new(count))
    }
}
