//! lesson: 07
//! mistake: announce_sleep empties the pipe, so that no old byte ends the sleep: a stop that has just rung is lost
//! expect: a wake-up that comes before the poll must stay in the pipe, and end it
impl<T> Completions<T> {
    pub fn announce_sleep(&self) -> bool {
        let mut state = self.state.lock();
        let may_sleep = state.finished.is_empty();
        if may_sleep {
            // A byte that a worker has written too late would end the sleep for nothing.
            self.waker.clear();
        }
        state.loop_sleeps = may_sleep;
        may_sleep
    }
}
