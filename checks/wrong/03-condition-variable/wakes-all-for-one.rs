//! lesson: 03
//! mistake: wakes every sleeper for one item: right, but all except one wake for nothing
//! expect: one notification must wake one sleeper, and no more
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn notify_one(&self) {
        self.condvar.notify_all();
    }
}
