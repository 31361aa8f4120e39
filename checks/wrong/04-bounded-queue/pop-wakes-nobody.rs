//! lesson: 04
//! mistake: `pop` takes its item and wakes nobody who waits for room
//! expect: one pop must let a blocked push return
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        self.wait_for_item(self.state.lock()).items.pop_front()
    }
}
