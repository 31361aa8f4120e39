//! lesson: 03
//! mistake: returns at once from a wait, with the lock in hand: whoever waits looks again and again
//! expect: a thread that waits must leave the lock to others, and sleep
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        guard
    }
}
