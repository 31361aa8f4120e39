//! lesson: 04
//! right: one look decides what becomes of an item, by a match; a second `close` wakes nobody any more
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let state = self.state.lock();
        let mut state = self.wait_for_room(state);
        match state.closed {
            true => Err(Closed(item)),
            false => {
                state.append(item);
                self.leave(state);
                Ok(())
            }
        }
    }

    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        match (state.closed, self.capacity - state.items.len()) {
            (true, _) => return Err(TryPushError::Closed(item)),
            (false, 0) => return Err(TryPushError::Full(item)),
            (false, _) => state.append(item),
        }
        self.leave(state);
        Ok(())
    }

    pub fn close(&self) {
        let mut state = self.state.lock();
        let closes = !std::mem::replace(&mut state.closed, true);
        drop(state);
        if closes {
            self.not_full.notify_all();
            self.not_empty.notify_all();
        }
    }
}
