//! lesson: 04
//! mistake: `try_push` says Full of a queue that is closed, too: its caller will try again for ever
//! expect: try_push, closed and full, said otherwise
impl<T> BoundedQueue<T> {
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.items.len() == self.capacity {
            return Err(TryPushError::Full(item));
        }
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}
