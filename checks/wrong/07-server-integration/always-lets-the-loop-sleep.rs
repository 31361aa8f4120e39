//! lesson: 07
//! mistake: lets the loop sleep without a look at the list
//! expect: a completion that arrives before the loop goes to sleep must keep it awake
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn announce_sleep(&self) -> bool {
        self.state.lock().loop_sleeps = true;
        true
    }
}
