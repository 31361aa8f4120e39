//! lesson: 03
//! mistake: a flag beside the lock says that the latch is open, so that latecomers need no lock; each count sets it, and not
//! only the last
//! expect: a latch of 3 must open at the third count, and not before, but a waiter passed after two
//! file: capstone/src/threads/latch.rs
use crate::sync::atomic::{AtomicBool, Ordering};

/// A counter that threads count down and other threads wait on.
#[derive(Debug)]
pub struct Latch {
    remaining: Lock<usize>,
    /// With `remaining`: it is 0.
    zero: Condition,
    /// Who comes late need not lock.
    open: AtomicBool,
}

impl Latch {
    /// A latch that opens after `count` calls of [`count_down`](Self::count_down); at once if `count` is 0.
    pub fn new(count: usize) -> Self {
        let (remaining, zero) = (Lock::new("latch", count), Condition::new("latch reached zero"));
        Self { remaining, zero, open: AtomicBool::new(count == 0) }
    }

    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "the latch was counted down more often than its count");
        *remaining -= 1;
        self.open.store(true, Ordering::SeqCst);
        if *remaining == 0 {
            drop(remaining);
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        if self.open.load(Ordering::SeqCst) {
            return;
        }
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0));
    }
}
