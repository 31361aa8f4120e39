//! lesson: 07
//! right: collects by appending, so that each side keeps its own memory; looks first whether there is a byte
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn announce_sleep(&self) -> bool {
        let mut state = self.state.lock();
        match state.finished.len() {
            0 => state.loop_sleeps = true,
            _ => state.loop_sleeps = false,
        }
        state.loop_sleeps
    }

    pub fn collect(&self, rung: bool, room: &mut Vec<T>) {
        match rung {
            true => self.waker.clear(),
            false => {}
        }
        let State { finished, loop_sleeps } = &mut *self.state.lock();
        *loop_sleeps = false;
        room.append(finished);
    }
}
