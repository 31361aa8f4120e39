//! lesson: 04
//! right: push is a loop of `try_push` and waits; `pop` leaves under a second lock; `leave` wakes one side,
//! which passes it on
impl<T> BoundedQueue<T> {
    pub fn push(&self, mut item: T) -> Result<(), Closed<T>> {
        loop {
            match self.try_push(item) {
                Ok(()) => return Ok(()),
                Err(TryPushError::Closed(refused)) => return Err(Closed(refused)),
                Err(TryPushError::Full(refused)) => item = refused,
            }
            drop(self.wait_for_room(self.state.lock()));
        }
    }

    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        match (state.closed, self.capacity - state.items.len()) {
            (true, _) => Err(TryPushError::Closed(item)),
            (false, 0) => Err(TryPushError::Full(item)),
            (false, _) => {
                state.append(item);
                self.leave(state);
                Ok(())
            }
        }
    }

    pub fn pop(&self) -> Option<T> {
        let item = self.wait_for_item(self.state.lock()).items.pop_front()?;
        self.leave(self.state.lock());
        Some(item)
    }

    /// Whoever is woken ends in `leave`, too, or finds nothing because another one has been there, who has ended in it. So
    /// one wake-up at a time will do: the woken consumer wakes the producer.
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let (is_empty, is_full) = (state.items.is_empty(), state.items.len() >= self.capacity);
        let woken = if !is_empty && state.consumers.claim_wake_up() {
            Some(&self.not_empty)
        } else if !is_full && state.producers.claim_wake_up() {
            Some(&self.not_full)
        } else {
            None
        };
        drop(state);
        woken.into_iter().for_each(Condition::notify_one);
    }
}
