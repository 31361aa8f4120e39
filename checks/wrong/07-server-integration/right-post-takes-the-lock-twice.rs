//! lesson: 07
//! right: post adds under one lock and takes the flag under a second; a ring may then find the list empty, which does no harm
impl<T> Completions<T> {
    /// Adds one. At most one call for each sleep of the loop makes a system call.
    pub fn post(&self, completion: T) {
        self.state.lock().finished.push(completion);
        // The loop may look in between. If it does, it finds the completion, and then announces its sleep or does not: the
        // flag says which. A byte too many only means "look".
        let rings = mem::replace(&mut self.state.lock().loop_sleeps, false);
        if rings {
            self.waker.wake();
        }
    }
}
