//! lesson: 04
//! mistake: push looks at `closed`, lets go of the lock, and takes it again for its item
//! expect: a queue must take nothing in once close has returned
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        loop {
            let is_closed = self.wait_for_room(self.state.lock()).closed;
            if is_closed {
                return Err(Closed(item));
            }
            let mut state = self.state.lock();
            if state.items.len() < self.capacity {
                state.append(item);
                self.leave(state);
                return Ok(());
            }
        }
    }
}
