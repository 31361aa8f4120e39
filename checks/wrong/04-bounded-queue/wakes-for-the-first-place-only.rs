//! lesson: 04
//! mistake: wakes a producer only for the first free place: when several become free at once, nobody is told
//! expect: as many blocked pushes must return as there is room, however it came
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let wake_consumer = !state.items.is_empty() && state.consumers.claim_wake_up();
        // A producer sleeps only while the queue is full: with one place free, it has just ceased to be.
        let was_full = state.items.len() + 1 == self.capacity;
        let wake_producer = was_full && state.producers.claim_wake_up();
        drop(state);
        if wake_consumer {
            self.not_empty.notify_one();
        }
        if wake_producer {
            self.not_full.notify_one();
        }
    }
}
