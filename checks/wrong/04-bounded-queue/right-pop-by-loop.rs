//! lesson: 04
//! right: pop loops around the list itself, and neither side gives way before it sleeps
impl<T> BoundedQueue<T> {
    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock();
        loop {
            if let Some(item) = state.items.pop_front() {
                self.leave(state);
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self.wait_for_item(state);
        }
    }

    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        loop {
            if state.closed || state.items.len() < self.capacity {
                return state;
            }
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
    }

    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while !state.closed && state.items.is_empty() {
            state.consumers.fall_asleep();
            state = self.not_empty.wait(state);
            state.consumers.wake_up();
        }
        state
    }
}
