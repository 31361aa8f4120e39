//! lesson: 04
//! mistake: each call that brings items notifies one consumer, and a pop notifies none, for it brings no item: a batch of
//! four wakes one consumer, which wakes nobody
//! expect: as many blocked pops must return as there are items, however they came; expected: four pops returned after four
//! items came, but all threads wait
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let item = state.items.pop_front();
        let wake_producer = state.items.len() < self.capacity && state.producers.claim_wake_up();
        drop(state);
        if wake_producer {
            self.not_full.notify_one();
        }
        item
    }

    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let has_items = !state.items.is_empty();
        let wake_producer = state.items.len() < self.capacity && state.producers.claim_wake_up();
        drop(state);
        if has_items {
            self.not_empty.notify_one();
        }
        if wake_producer {
            self.not_full.notify_one();
        }
    }
}
