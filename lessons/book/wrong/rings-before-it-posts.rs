//! lesson: 07
//! mistake: writes the byte before the completion is in the list
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn post(&self, completion: T) {
        let wake = mem::take(&mut self.state.lock().loop_sleeps);
        if wake {
            self.waker.wake();
        }
        self.state.lock().finished.push(completion);
    }
}
