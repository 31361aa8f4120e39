//! lesson: 04
//! mistake: `push` leaves its item and wakes nobody who waits for one
//! expect: one push must let a blocked pop return
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        Ok(())
    }
}
