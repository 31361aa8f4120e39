//! lesson: 06
//! mistake: drops what waits, whatever it was told
//! expect: drain must run every job that was accepted
impl<J: Job> ThreadPool<J> {
    fn end(mut self, _how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let discarded = self.discard_waiting();
        let time_is_up = match deadline {
            Some(deadline) if crew.contains_current() => deadline <= Instant::now(),
            Some(deadline) => !self.shared.working.wait_until(deadline),
            None => false,
        };
        if time_is_up {
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
