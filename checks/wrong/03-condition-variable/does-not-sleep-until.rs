//! lesson: 03
//! mistake: with a deadline, returns at once from a wait, with the lock in hand, and says that it was notified
//! expect: both sleepers sleep, one in `wait` and one in `wait_until`
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, _deadline: Instant) -> (Guard<'a, T>, bool) {
        (guard, false)
    }
}
