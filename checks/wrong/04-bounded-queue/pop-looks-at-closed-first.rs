//! lesson: 04
//! mistake: `pop` looks at `closed` before all else: what still waits when the queue is closed never comes out
//! expect: items that were taken in before close must still come out, but five pops gave [None, None, None, None, None]
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        let state = self.state.lock();
        if state.closed {
            return None;
        }
        let mut state = self.wait_for_item(state);
        let item = state.items.pop_front();
        self.leave(state);
        item
    }
}
