//! lesson: 04
//! mistake: `push` asks whether the queue is closed before its wait, and afterwards only whether there is room
//! expect: a push that close wakes must give its item back, though there is room
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let state = self.state.lock();
        if state.closed {
            return Err(Closed(item));
        }
        let mut state = self.wait_for_room(state);
        if state.items.len() == self.capacity {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}
