//! lesson: 07
//! mistake: looks at the flag and leaves it set: each completion rings until the loop collects
//! expect: completions during one sleep of the loop must ring once, and none while it is awake
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn post(&self, completion: T) {
        let mut state = self.state.lock();
        state.finished.push(completion);
        let wake = state.loop_sleeps;
        drop(state);
        if wake {
            self.waker.wake();
        }
    }
}
