//! lesson: 06
//! mistake: waits until the workers have counted down, and not until their threads have ended
//! expect: no worker must be left after a shutdown
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let time_is_up = match deadline {
            Some(deadline) if crew.contains_current() => deadline <= Instant::now(),
            Some(deadline) => !self.shared.working.wait_until(deadline),
            None if crew.contains_current() => false,
            None => {
                self.shared.working.wait();
                false
            }
        };
        if time_is_up {
            discarded += self.discard_waiting();
        }
        crew.detach();
        self.account(discarded)
    }
}
