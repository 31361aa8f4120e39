//! lesson: 04
//! mistake: `close` wakes consumers only if the queue is empty: after a push, those that sleep behind the first sleep on
//! expect: close must wake every blocked pop
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        let empty = state.items.is_empty();
        drop(state);
        if empty {
            self.not_empty.notify_all();
        }
        self.not_full.notify_all();
    }
}
