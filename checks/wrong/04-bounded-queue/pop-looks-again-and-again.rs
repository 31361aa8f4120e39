//! lesson: 04
//! mistake: `pop` lets other threads go first until there is an item
//! expect: a pop that waits must sleep, and cost nothing
impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.is_empty() && !state.closed {
            state = self.give_way(state);
        }
        state
    }
}
