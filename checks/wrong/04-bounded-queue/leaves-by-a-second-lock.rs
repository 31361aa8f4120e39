//! lesson: 04
//! mistake: takes the lock again to leave, while it holds it
//! expect: which it already holds
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(self.state.lock());
        Ok(())
    }
}
