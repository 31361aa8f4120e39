//! lesson: 06
//! mistake: from inside a job the pool is forgotten, lest its drop wait: the crew is detached, and the queue never freed
//! expect: a pool that is shut down inside its own job must be freed
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let crew = mem::take(&mut self.crew);
        if crew.contains_current() {
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                discarded += self.discard_waiting();
            }
            crew.detach();
            let report = self.account(discarded);
            mem::forget(self);
            return report;
        }
        if deadline.is_none_or(|deadline| self.shared.working.wait_until(deadline)) {
            drop(crew);
        } else {
            discarded += self.discard_waiting();
            crew.detach();
        }
        self.account(discarded)
    }
}
