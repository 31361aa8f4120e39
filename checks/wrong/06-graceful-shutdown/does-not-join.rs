//! lesson: 06
//! mistake: closes the pool, and lets the workers go
//! expect: shutdown must not return while a job runs
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        if deadline.is_some_and(|deadline| !self.shared.working.wait_until(deadline)) {
            discarded += self.discard_waiting();
        }
        crew.detach();
        self.account(discarded)
    }
}
