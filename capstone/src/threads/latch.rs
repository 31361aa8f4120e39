//! Waiting until a number of things have happened.
//!
//! The smallest use of a condition variable: one number under one lock, and one condition that it has reached zero.
//! A latch counts down once; it cannot be reset.

use super::condition::Condition;
use super::lock::Lock;
use std::time::Instant;

/// A counter that threads count down and other threads wait on.
///
/// ```
/// use capstone::threads::Latch;
///
/// let done = Latch::new(3);
/// std::thread::scope(|scope| {
///     for _ in 0..3 {
///         scope.spawn(|| done.count_down());
///     }
///     done.wait(); // returns after the third
/// });
/// ```
#[derive(Debug)]
pub struct Latch {
    remaining: Lock<usize>,
    /// With `remaining`: it is 0.
    zero: Condition,
}

impl Latch {
    /// A latch that opens after `count` calls of [`count_down`](Self::count_down); at once if `count` is 0.
    pub fn new(count: usize) -> Self {
        Self { remaining: Lock::new("latch", count), zero: Condition::new("latch reached zero") }
    }

    /// Counts one thing as done. The call that reaches zero wakes every thread that waits.
    ///
    /// # Panics
    ///
    /// If the count is zero already: one thing was counted twice.
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "the latch was counted down more often than its count");
        *remaining -= 1;
        let opened = *remaining == 0;
        drop(remaining);
        // All waiters wait for the same event, which happens once: it must wake all of them.
        if opened {
            self.zero.notify_all();
        }
    }

    /// Waits until the count is zero.
    pub fn wait(&self) {
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0));
    }

    /// Waits until the count is zero or the deadline has passed. Returns whether the count is zero.
    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        let mut timed_out = false;
        // The look at the value comes last: a count that reaches zero at the deadline is in time.
        while *remaining > 0 && !timed_out {
            (remaining, timed_out) = self.zero.wait_until(remaining, deadline);
        }
        *remaining == 0
    }

    /// How many things are still to be done.
    pub fn remaining(&self) -> usize {
        *self.remaining.lock()
    }
}
