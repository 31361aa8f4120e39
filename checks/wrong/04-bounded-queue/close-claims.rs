//! lesson: 04
//! mistake: close asks claim_wake_up before it notifies all: if one wake-up is under way, it notifies no thread
//! expect: close must wake every blocked pop
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        // No system call if no thread sleeps.
        let wake_consumers = state.consumers.claim_wake_up();
        let wake_producers = state.producers.claim_wake_up();
        drop(state);
        if wake_consumers {
            self.not_empty.notify_all();
        }
        if wake_producers {
            self.not_full.notify_all();
        }
    }

    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let wake_consumer = !state.items.is_empty() && state.consumers.claim_wake_up();
        let wake_producer = state.items.len() < self.capacity && state.producers.claim_wake_up();
        drop(state);
        if wake_consumer {
            self.not_empty.notify_one();
        }
        if wake_producer {
            self.not_full.notify_one();
        }
    }
}
