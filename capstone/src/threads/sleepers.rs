//! How many threads sleep on a condition, which makes needless wake-ups avoidable.
//!
//! A notification costs a system call, even when no thread sleeps. And a thread that was notified a moment ago, and has
//! not run yet, need not be notified again: it will look at the state. So the count of sleepers and the wake-up under
//! way are beside the data, under the same lock.

/// The sleepers of one condition. It is part of the state that the condition's lock protects.
///
/// Why no wake-up is lost: `under_way` is set only when some sleeper is notified, or has returned early by itself. In
/// both cases a thread is awake that has not been back under the lock. It will take the lock, clear `under_way`, look
/// at the state, and in `leave` wake the next if it has to. Every thread that returns clears it, so a thread that woke
/// by itself may clear it too soon, which costs one needless notification.
#[derive(Debug, Default)]
pub(super) struct Sleepers {
    /// Threads that have gone to sleep and have not been back under the lock since.
    asleep: usize,
    /// Whether one of them was notified, or is awake, and has not been back under the lock since.
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
