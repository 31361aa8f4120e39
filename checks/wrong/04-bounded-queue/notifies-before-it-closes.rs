//! lesson: 04
//! mistake: `close` notifies first and changes the state then: who looks in between sleeps for good
//! expect: close must
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        self.not_empty.notify_all();
        self.not_full.notify_all();
        self.state.lock().closed = true;
    }
}
