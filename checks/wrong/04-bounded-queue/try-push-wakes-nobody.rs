//! lesson: 04
//! mistake: `try_push` leaves its item and wakes nobody who waits for one
//! expect: pop returned after try_push(8)
impl<T> BoundedQueue<T> {
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        if state.items.len() == self.capacity {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        Ok(())
    }
}
