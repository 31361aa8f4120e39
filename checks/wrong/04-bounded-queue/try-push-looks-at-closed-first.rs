//! lesson: 04
//! mistake: try_push looks at `closed` under one lock and appends under the next: an item goes into a closed queue
//! expect: a queue must take nothing in once close has returned
impl<T> BoundedQueue<T> {
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        if self.is_closed() {
            return Err(TryPushError::Closed(item));
        }
        let mut state = self.state.lock();
        if state.items.len() >= self.capacity {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}
