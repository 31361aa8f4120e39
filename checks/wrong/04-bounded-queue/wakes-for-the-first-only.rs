//! lesson: 04
//! mistake: wakes a consumer only for the first item and a producer only for the first place: the chain breaks
//! expect: as many blocked pops must return as there are items, however they came
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let wake_consumer = state.items.len() == 1 && state.consumers.claim_wake_up();
        let wake_producer = state.items.len() + 1 == self.capacity && state.producers.claim_wake_up();
        drop(state);
        if wake_consumer {
            self.not_empty.notify_one();
        }
        if wake_producer {
            self.not_full.notify_one();
        }
    }
}
