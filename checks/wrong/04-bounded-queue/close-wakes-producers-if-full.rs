//! lesson: 04
//! mistake: `close` wakes producers only if the queue is full: after a pop, those that wait for the chain sleep for ever
//! expect: close must wake every blocked push, which gives its item back
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        let full = state.items.len() == self.capacity;
        drop(state);
        self.not_empty.notify_all();
        // Producers sleep only while the queue is full.
        if full {
            self.not_full.notify_all();
        }
    }
}
