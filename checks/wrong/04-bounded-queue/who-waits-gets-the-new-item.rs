//! lesson: 04
//! mistake: an item that comes while a consumer sleeps goes to the head of the queue, for that consumer: a second one that
//! comes before it is awake overtakes the first
//! expect: every item must arrive exactly once, and at most capacity items may wait, but one overtook another
//! file: capstone/src/threads/sleepers.rs
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        if state.consumers.are_waiting() {
            state.items.push_front(item);
            state.accepted += 1;
        } else {
            state.append(item);
        }
        self.leave(state);
        Ok(())
    }
}

impl Sleepers {
    /// Whether anybody sleeps.
    pub(super) fn are_waiting(&self) -> bool {
        self.asleep > 0
    }
}
