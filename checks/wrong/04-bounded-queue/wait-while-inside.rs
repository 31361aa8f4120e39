//! lesson: 04
//! mistake: fall_asleep and wake_up around a whole wait_while: a sleeper woken in vain sleeps on with `under_way` set
//! expect: a pop that is woken must look, and sleep on if its item is gone
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        let full = |state: &State<T>| state.items.len() >= self.capacity && !state.closed;
        if full(&state) {
            state = self.give_way(state);
        }
        if full(&state) {
            state.producers.fall_asleep();
            state = self.not_full.wait_while(state, |state| full(state));
            state.producers.wake_up();
        }
        state
    }

    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        let empty = |state: &State<T>| state.items.is_empty() && !state.closed;
        if empty(&state) {
            state = self.give_way(state);
        }
        if empty(&state) {
            state.consumers.fall_asleep();
            state = self.not_empty.wait_while(state, |state| empty(state));
            state.consumers.wake_up();
        }
        state
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
