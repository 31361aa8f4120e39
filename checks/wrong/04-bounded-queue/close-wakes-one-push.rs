//! lesson: 04
//! mistake: `close` wakes one of those who wait for room
//! expect: close must wake every blocked push, which gives its item back
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        self.state.lock().closed = true;
        self.not_empty.notify_all();
        self.not_full.notify_one();
    }
}
