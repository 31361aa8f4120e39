//! lesson: 04
//! mistake: `if` for `while`: a pop that is woken takes what somebody else has taken already
//! expect: a pop that is woken must look, and sleep on if its item is gone
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.items.is_empty() && !state.closed {
            state.consumers.fall_asleep();
            state = self.not_empty.wait(state);
            state.consumers.wake_up();
        }
        state
    }
}
