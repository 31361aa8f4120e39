//! lesson: 04
//! mistake: a pop wakes a producer only once a sixteenth of the queue is free, so that it finds room for more than one item
//! expect: one pop must let a blocked push return; expected: push returned after a pop had made room, but all threads wait
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let item = state.items.pop_front();
        if self.capacity - state.items.len() < self.capacity / 16 {
            self.leave_to_consumers(state);
        } else {
            self.leave(state);
        }
        item
    }

    /// Like `leave`, as long as it is too soon to wake a producer.
    fn leave_to_consumers(&self, mut state: Guard<'_, State<T>>) {
        let wake_consumer = !state.items.is_empty() && state.consumers.claim_wake_up();
        drop(state);
        if wake_consumer {
            self.not_empty.notify_one();
        }
    }
}
