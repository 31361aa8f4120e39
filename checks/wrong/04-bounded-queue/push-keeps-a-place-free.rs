//! lesson: 04
//! mistake: `push` sleeps with one place left, as in a ring that tells full from empty by its two ends
//! expect: push must sleep when capacity items wait, not earlier and not later
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.len() + 1 >= self.capacity && !state.closed {
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
        state
    }
}
