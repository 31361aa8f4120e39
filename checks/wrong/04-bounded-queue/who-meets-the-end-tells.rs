//! lesson: 04
//! mistake: if items wait, `close` leaves waking the others to the first pop that finds no item: but nobody may come to look
//! expect: close must wake every blocked pop; expected: three pops returned after a push and close, but all threads wait
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        let is_drained = state.items.is_empty();
        drop(state);
        // As long as items wait, consumers are on their way to them, and the first that meets the end tells the others.
        if is_drained {
            self.not_empty.notify_all();
        }
        self.not_full.notify_all();
    }

    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let item = state.items.pop_front();
        self.leave(state);
        if item.is_none() {
            self.not_empty.notify_all();
        }
        item
    }
}
