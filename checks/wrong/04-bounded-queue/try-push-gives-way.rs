//! lesson: 04
//! mistake: `try_push` does not overtake a push that waits for room: it lines up behind it, and sleeps
//! expect: thread `trier` waits on the condition `not_full`
//! file: capstone/src/threads/sleepers.rs
impl<T> BoundedQueue<T> {
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.producers.are_there() {
            // They have come first.
            state = self.wait_for_room(state);
        }
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        if state.items.len() == self.capacity {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}

impl Sleepers {
    /// Whether anybody sleeps.
    pub(super) fn are_there(&self) -> bool {
        self.asleep > 0
    }
}
