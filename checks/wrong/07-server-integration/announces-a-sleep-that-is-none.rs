//! lesson: 07
//! mistake: sets the flag also if the loop must stay awake: a worker rings though nobody sleeps
//! expect: completions during one sleep of the loop must ring once, and none while it is awake
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn announce_sleep(&self) -> bool {
        let mut state = self.state.lock();
        state.loop_sleeps = true;
        state.finished.is_empty()
    }
}
