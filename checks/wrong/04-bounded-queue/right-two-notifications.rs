//! lesson: 04
//! right: the first version: notifies one on each side, whoever sleeps, and counts nobody
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        self.not_full.wait_while(state, |state| state.items.len() == self.capacity && !state.closed)
    }

    pub(super) fn wait_for_item<'a>(&'a self, state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        self.not_empty.wait_while(state, |state| state.items.is_empty() && !state.closed)
    }

    pub(super) fn leave(&self, state: Guard<'_, State<T>>) {
        let (items, room) = (!state.items.is_empty(), state.items.len() < self.capacity);
        drop(state);
        if items {
            self.not_empty.notify_one();
        }
        if room {
            self.not_full.notify_one();
        }
    }
}
