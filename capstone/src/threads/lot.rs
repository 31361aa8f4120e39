//! Which holds are timed: a thread's first 100, then one in 16.
//!
//! Drawn by lot, because every 16th would see only one side of what repeats every second time. Each thread draws for
//! itself, so drawing takes a few instructions and no thread waits for another one's lot.

use crate::sync::thread_local;
use std::cell::Cell;

/// How many holds of a thread are timed before the lot decides.
const FIRST: u32 = 100;

/// One in how many is timed then. A power of two.
const ONE_IN: u32 = 16;

thread_local! {
    static DRAWN: Cell<u32> = const { Cell::new(0) };
    static DICE: Cell<u32> = const { Cell::new(0x9E37_79B9) };
}

/// How many holds the calling thread's next one stands for; 0 if it is not to be timed.
pub(super) fn draw() -> u32 {
    let drawn = DRAWN.with(Cell::get);
    if drawn < FIRST {
        DRAWN.with(|cell| cell.set(drawn + 1));
        return 1;
    }
    let dice = next(DICE.with(Cell::get));
    DICE.with(|cell| cell.set(dice));
    if dice.is_multiple_of(ONE_IN) { ONE_IN } else { 0 }
}

/// Marsaglia's xorshift (*Journal of Statistical Software*, 2003): never 0, and back at the start after 2^32 - 1 steps.
fn next(mut dice: u32) -> u32 {
    dice ^= dice << 13;
    dice ^= dice >> 17;
    dice ^= dice << 5;
    dice
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;

    #[test]
    fn the_sample_stands_for_about_as_many_as_there_were() {
        let first: u32 = (0..FIRST).map(|_| draw()).sum();
        assert_eq!(first, FIRST);
        let rest: u32 = (0..1_000_000).map(|_| draw()).sum();
        assert!((980_000..1_020_000).contains(&rest), "a million holds counted as {rest}");
    }
}
