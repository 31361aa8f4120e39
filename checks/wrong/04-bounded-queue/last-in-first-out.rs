//! lesson: 04
//! mistake: pops the newest item
//! expect: items must come out in the order in which they went in
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let item = state.items.pop_back();
        self.leave(state);
        item
    }
}
