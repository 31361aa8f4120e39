//! lesson: 04
//! right: `leave` wakes a consumer, or else a producer, never both: the woken consumer's own `leave` wakes the producer
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let bell = if !state.items.is_empty() && state.consumers.claim_wake_up() {
            // It is on its way to a `leave` of its own; and if its item is gone by then, who took it was in `leave`.
            Some(&self.not_empty)
        } else if state.items.len() < self.capacity && state.producers.claim_wake_up() {
            Some(&self.not_full)
        } else {
            None
        };
        drop(state);
        if let Some(bell) = bell {
            bell.notify_one();
        }
    }
}
