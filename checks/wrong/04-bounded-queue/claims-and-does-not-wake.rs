//! lesson: 04
//! mistake: claims a wake-up before it looks whether there is cause for one, and then nobody is notified
//! expect: as many blocked pops must return as there are items, however they came
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let wake_consumer = state.consumers.claim_wake_up() && !state.items.is_empty();
        let wake_producer = state.producers.claim_wake_up() && state.items.len() < self.capacity;
        drop(state);
        if wake_consumer {
            self.not_empty.notify_one();
        }
        if wake_producer {
            self.not_full.notify_one();
        }
    }
}
