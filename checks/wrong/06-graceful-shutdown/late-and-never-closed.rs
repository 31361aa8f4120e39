//! lesson: 06
//! mistake: if the deadline has passed already, drops what waits and forgets the pool, which nobody has closed: its workers
//! wait for more jobs
//! expect: a worker that was left behind must end with its job, and take no other
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            let report = self.account(self.discard_waiting());
            // It is too late to wait for anybody, and the drop of the pool would join its crew.
            mem::forget(self);
            return report;
        }
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        if let Some(deadline) = deadline
            && !crew.contains_current()
            && !self.shared.working.wait_until(deadline)
        {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
