//! lesson: 04
//! mistake: close notifies while it still holds the lock
//! expect: a thread that notifies must have released the lock, but `main` notified
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        self.not_empty.notify_all();
        self.not_full.notify_all();
    }
}
