//! lesson: 04
//! mistake: both versions in one: after leave, push notifies once more, and each item wakes two
//! expect: a push of one item must notify at most one consumer
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(state);
        self.not_empty.notify_one(); // an item has come, and one consumer can use it
        Ok(())
    }
}
