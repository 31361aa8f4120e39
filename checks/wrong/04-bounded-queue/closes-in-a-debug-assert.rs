//! lesson: 04
//! mistake: closes inside a `debug_assert!`, which a release build leaves out
//! expect: a release build must do all that a debug build does
impl<T> BoundedQueue<T> {
    pub fn close(&self) {
        let mut state = self.state.lock();
        debug_assert!({
            state.closed = true;
            state.closed
        });
        drop(state);
        self.not_empty.notify_all();
        self.not_full.notify_all();
    }
}
