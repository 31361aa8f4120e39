//! lesson: 07
//! mistake: collect empties the pipe also if no poll has returned for it: a stop that has just rung is lost
//! expect: collect(false, ...) took the byte

impl<T> Completions<T> {
    pub fn collect(&self, _rung: bool, room: &mut Vec<T>) {
        // An empty pipe costs nothing but the call.
        self.waker.clear();
        let mut state = self.state.lock();
        state.loop_sleeps = false;
        mem::swap(&mut state.finished, room);
    }
}
