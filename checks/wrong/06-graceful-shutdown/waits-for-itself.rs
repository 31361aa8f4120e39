//! lesson: 06
//! mistake: waits for the workers, also from inside one of their jobs
//! expect: a job that shuts its own pool down must not wait for itself
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let in_time = match deadline {
            Some(deadline) => self.shared.working.wait_until(deadline),
            None => {
                self.shared.working.wait();
                true
            }
        };
        if !in_time {
            discarded += self.discard_waiting();
            crew.detach();
        }
        self.account(discarded)
    }
}
