//! lesson: 04
//! mistake: `close` drops what waits
//! expect: items that were taken in before close must still come out
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        state.items.clear();
        drop(state);
        self.not_empty.notify_all();
        self.not_full.notify_all();
    }
}
