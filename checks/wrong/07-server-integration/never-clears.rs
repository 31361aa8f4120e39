//! lesson: 07
//! mistake: leaves the byte in the pipe: every later poll returns at once
//! expect: a loop that has woken must leave no byte behind that would wake it again
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn collect(&self, _rung: bool, room: &mut Vec<T>) {
        let mut state = self.state.lock();
        state.loop_sleeps = false;
        mem::swap(&mut state.finished, room);
    }
}
