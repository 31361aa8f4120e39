//! lesson: 04
//! mistake: leave wakes a producer only when an eighth of the queue is free, so that it finds room for more than one item
//! expect: one pop must let a blocked push return
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let (waiting, room) = (state.items.len(), self.capacity - state.items.len());
        let wakes_consumer = waiting > 0 && state.consumers.claim_wake_up();
        // A producer that is woken for each single place sleeps again after one item.
        let wakes_producer = room >= self.capacity.div_ceil(8) && state.producers.claim_wake_up();
        drop(state);
        if wakes_consumer {
            self.not_empty.notify_one();
        }
        if wakes_producer {
            self.not_full.notify_one();
        }
    }
}
