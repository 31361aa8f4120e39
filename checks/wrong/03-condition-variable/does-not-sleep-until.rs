//! lesson: 03
//! mistake: with a deadline, returns at once from a wait, with the lock in hand, and says that it was notified
//! expect: a thread that waits must leave the lock to others, and sleep, but thread `sleeper-until` did not sleep
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, _deadline: Instant) -> (Guard<'a, T>, bool) {
        (guard, false)
    }
}
