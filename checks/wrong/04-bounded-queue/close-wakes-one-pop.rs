//! lesson: 04
//! mistake: `close` wakes one of those who wait for an item
//! expect: close must wake every blocked pop
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        self.state.lock().closed = true;
        self.not_empty.notify_one();
        self.not_full.notify_all();
    }
}
