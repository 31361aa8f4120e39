//! lesson: 07
//! mistake: post rings before it unlocks, so the woken loop has to wait for the worker
//! expect: a worker must ring only after it has unlocked the completions
impl<T> Completions<T> {
    pub fn post(&self, completion: T) {
        let mut state = self.state.lock();
        state.finished.push(completion);
        if mem::take(&mut state.loop_sleeps) {
            self.waker.wake();
        }
    }
}
