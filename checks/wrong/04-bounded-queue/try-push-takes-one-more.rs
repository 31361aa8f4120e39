//! lesson: 04
//! mistake: `try_push` refuses only when there is one item too many
//! expect: a queue of capacity n must take n items, and no more
impl<T> BoundedQueue<T> {
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        if state.items.len() > self.capacity {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}
