//! lesson: 04
//! mistake: `pop` gives None as soon as the queue is closed, drained or not
//! expect: items that were taken in before close must still come out
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        if state.closed {
            return None;
        }
        let item = state.items.pop_front();
        self.leave(state);
        item
    }
}
