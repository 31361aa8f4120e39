//! lesson: 04
//! mistake: `push` puts its item into the list without counting it as accepted
//! expect: accepted must count each item that was taken in, and no other
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.items.push_back(item);
        self.leave(state);
        Ok(())
    }
}
