//! lesson: 04
//! mistake: `try_push` waits for room
//! expect: try_push must return at once, and give back what it does not take
impl<T> BoundedQueue<T> {
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        self.push(item).map_err(|Closed(item)| TryPushError::Closed(item))
    }
}
