//! lesson: 04
//! mistake: `try_push` refuses an item for which the list would have to grow: to get memory may take a while
//! expect: but try_push(4097) found no room in a queue of 5000
impl<T> BoundedQueue<T> {
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        let room_now = self.capacity.min(state.items.capacity());
        if state.items.len() >= room_now {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}
