//! lesson: 04
//! mistake: `if` for `while`: a push that is woken fills a place that somebody else has filled already
//! expect: a push that is woken must look, and sleep on if its place is taken
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.items.len() == self.capacity && !state.closed {
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
        state
    }
}
