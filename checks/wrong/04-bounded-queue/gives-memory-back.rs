//! lesson: 04
//! mistake: a pop that empties a long queue gives its memory back, and the next burst takes it again, under the lock
//! expect: a long queue must keep the memory that it has taken
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let item = state.items.pop_front();
        if state.items.is_empty() {
            state.items.shrink_to(ROOM_AT_FIRST);
        }
        self.leave(state);
        item
    }
}
