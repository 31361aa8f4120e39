//! lesson: 07
//! mistake: looks at the list under one lock and sets the flag under another: a completion in between is slept over
//! expect: a completion that arrives at the instant of going to sleep must wake the loop
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn announce_sleep(&self) -> bool {
        let may_sleep = self.state.lock().finished.is_empty();
        self.state.lock().loop_sleeps = may_sleep;
        may_sleep
    }
}
