//! lesson: 07
//! mistake: every completion rings
//! expect: completions during one sleep of the loop must ring once, and none while it is awake
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn post(&self, completion: T) {
        self.state.lock().finished.push(completion);
        self.waker.wake();
    }
}
