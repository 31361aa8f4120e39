//! lesson: 04
//! mistake: producers and consumers sleep on one condition, and each wakes one sleeper, suitable or not
//! file: capstone/src/threads/queue.rs
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.len() == self.capacity && !state.closed {
            state = self.not_empty.wait(state);
        }
        state
    }

    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.is_empty() && !state.closed {
            state = self.not_empty.wait(state);
        }
        state
    }

    pub(super) fn leave(&self, state: Guard<'_, State<T>>) {
        drop(state);
        self.not_empty.notify_one();
    }
}
