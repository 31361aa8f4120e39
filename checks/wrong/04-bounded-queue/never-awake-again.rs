//! lesson: 04
//! mistake: a consumer that has woken does not say so: its wake-up counts as under way for ever
//! expect: one push must let a blocked pop return
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.is_empty() && !state.closed {
            state.consumers.fall_asleep();
            state = self.not_empty.wait(state);
        }
        state
    }
}
