//! lesson: 04
//! mistake: wakes all consumers for one item, and all producers for one place
//! expect: one item must wake one sleeper, and no more; so must one place
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, state: Guard<'_, State<T>>) {
        let (has_items, has_room) = (!state.items.is_empty(), state.items.len() < self.capacity);
        drop(state);
        if has_items {
            self.not_empty.notify_all();
        }
        if has_room {
            self.not_full.notify_all();
        }
    }
}
