//! lesson: 04
//! right: the first version: leave wakes one thread on each side, whoever sleeps there
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, state: Guard<'_, State<T>>) {
        drop(state);
        self.not_empty.notify_one();
        self.not_full.notify_one();
    }
}
