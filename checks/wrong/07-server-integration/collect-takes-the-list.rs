//! lesson: 07
//! mistake: `collect` takes the list and drops the one that it was given, so each list is allocated anew, by a `post` under the lock
//! expect: `collect` must use both lists again
impl<T> Completions<T> {
    pub fn collect(&self, rung: bool, room: &mut Vec<T>) {
        if rung {
            self.waker.clear();
        }
        let mut state = self.state.lock();
        state.loop_sleeps = false;
        *room = mem::take(&mut state.finished);
    }
}
