//! lesson: 07
//! right: clears the pipe under the lock, under which only a worker must not ring; appends; stores, then looks

impl<T> Completions<T> {
    pub fn post(&self, completion: T) {
        let has_to_ring = {
            let mut state = self.state.lock();
            state.finished.push(completion);
            mem::replace(&mut state.loop_sleeps, false)
        };
        if has_to_ring {
            self.wake_loop();
        }
    }

    pub fn announce_sleep(&self) -> bool {
        let mut state = self.state.lock();
        state.loop_sleeps = state.finished.is_empty();
        state.loop_sleeps
    }

    pub fn collect(&self, rung: bool, room: &mut Vec<T>) {
        let mut state = self.state.lock();
        if rung {
            self.waker.clear();
        }
        state.loop_sleeps = false;
        room.append(&mut state.finished);
    }
}
