//! lesson: 07
//! mistake: never lets the loop sleep, so that nothing can be slept over
//! expect: the loop was not let to sleep though nothing was finished
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn announce_sleep(&self) -> bool {
        self.state.lock().loop_sleeps = false;
        false
    }
}
