//! lesson: 04
//! mistake: push looks at closed itself, wait_for_room does not: a batch that waits for room sleeps on after close
//! expect: close must wake every batch that waits
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.state.lock();
        while !state.closed && state.items.len() >= self.capacity {
            state = self.sleep_for_room(state);
        }
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }

    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.len() >= self.capacity {
            state = self.sleep_for_room(state);
        }
        state
    }

    /// One sleep, after which the caller has to look again.
    fn sleep_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        state.producers.fall_asleep();
        state = self.not_full.wait(state);
        state.producers.wake_up();
        state
    }
}
