//! lesson: 04
//! mistake: leave notifies while it still holds the lock
//! expect: a thread that notifies must have released the lock
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        if !state.items.is_empty() && state.consumers.claim_wake_up() {
            self.not_empty.notify_one();
        }
        if state.items.len() < self.capacity && state.producers.claim_wake_up() {
            self.not_full.notify_one();
        }
    }
}
