//! lesson: 04
//! mistake: wakes a producer only when half of the queue is free: of more than two places, one wakes nobody
//! expect: one pop must let a blocked push return
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let wake_consumer = !state.items.is_empty() && state.consumers.claim_wake_up();
        let has_room = state.items.len() <= self.capacity / 2;
        let wake_producer = has_room && state.producers.claim_wake_up();
        drop(state);
        if wake_consumer {
            self.not_empty.notify_one();
        }
        if wake_producer {
            self.not_full.notify_one();
        }
    }
}
