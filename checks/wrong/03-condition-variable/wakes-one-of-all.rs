//! lesson: 03
//! mistake: `notify_all` wakes one
//! expect: notify_all must wake every sleeper
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn notify_all(&self) {
        self.condvar.notify_one();
    }
}
