//! lesson: 04
//! mistake: the memory of the list is the limit: a queue of 10,000 is full at 4,096, one of () never
//! expect: a queue of capacity n must take n items, however large n is and whatever the items are
impl<T> State<T> {
    /// `new` has made the list as large as the queue may become.
    fn has_room(&self) -> bool {
        self.items.len() < self.items.capacity()
    }
}

impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if !state.has_room() && !state.closed {
            state = self.give_way(state);
        }
        while !state.has_room() && !state.closed {
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
        state
    }

    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let wakes_consumer = !state.items.is_empty() && state.consumers.claim_wake_up();
        let wakes_producer = state.has_room() && state.producers.claim_wake_up();
        drop(state);
        if wakes_consumer {
            self.not_empty.notify_one();
        }
        if wakes_producer {
            self.not_full.notify_one();
        }
    }

    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }

    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        if !state.has_room() {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}
