//! Two numbers.

use crate::counter::Counter;

/// Counts, when it goes, in a counter.
#[derive(Debug)]
pub struct Pair<'a> {
    /// Those that have gone.
    pub gone: &'a Counter,
    /// Both.
    pub numbers: (u32, u32),
}

impl Drop for Pair<'_> {
    fn drop(&mut self) {
        self.gone.up();
    }
}

/// Their sum.
pub fn sum(pair: &Pair<'_>) -> u32 {
    pair.numbers.0 + pair.numbers.1
}
