//! Who sleeps on a condition: what makes a needless wake-up avoidable.
//!
//! A notification costs a system call, even when nobody sleeps. And a thread that was notified a moment ago, and has
//! not run yet, need not be notified again: it will look for itself. So the count of sleepers and the wake-up under way
//! are kept beside the data, under the same lock.

/// The sleepers of one condition. Lives in the state that the condition's lock protects.
///
/// Why no wake-up is lost: `under_way` is set only when some sleeper is notified, or has returned early by itself. In
/// both cases a thread is awake that has not been back under the lock. It will come, clear `under_way`, look at the
/// state, and on leaving wake the next if there is cause. Whoever returns clears it, so it may be cleared too soon, by
/// a thread that woke by itself; the price of that is one needless notification.
#[derive(Debug, Default)]
pub(super) struct Sleepers {
    /// Threads that have gone to sleep and have not been back under the lock since.
    asleep: usize,
    /// Whether one of them has been told to wake up, or is awake, and has not been back under the lock since.
    under_way: bool,
}

impl Sleepers {
    /// The caller is about to wait.
    pub(super) fn fall_asleep(&mut self) {
        self.asleep += 1;
    }

    /// The caller has waited, and holds the lock again.
    pub(super) fn wake_up(&mut self) {
        self.asleep -= 1;
        self.under_way = false;
    }

    /// Whether the caller has to notify one sleeper, having found that there is something for it to do.
    pub(super) fn claim_wake_up(&mut self) -> bool {
        let claimed = self.asleep > 0 && !self.under_way;
        self.under_way |= claimed;
        claimed
    }
}
