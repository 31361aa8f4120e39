//! lesson: 07
//! mistake: a loop that a client has woken still counts as asleep
//! expect: completions during one sleep of the loop must ring once, and none while it is awake
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn collect(&self, rung: bool, room: &mut Vec<T>) {
        if rung {
            self.waker.clear();
        }
        mem::swap(&mut self.state.lock().finished, room);
    }
}
