//! lesson: 04
//! mistake: `push` sleeps only when there is one item too many
//! expect: push must sleep when capacity items wait, not earlier and not later
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.len() > self.capacity && !state.closed {
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
        state
    }
}
