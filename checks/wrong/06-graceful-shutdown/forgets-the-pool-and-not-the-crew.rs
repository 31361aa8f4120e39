//! lesson: 06
//! mistake: at the deadline detaches the crew, and forgets the pool, lest its drop wait: the queue is never freed
//! expect: the queue of a pool that was left behind must be freed when its workers end
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        if crew.contains_current() {
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                discarded += self.discard_waiting();
            }
            crew.detach();
            return self.account(discarded);
        }
        if deadline.is_none_or(|deadline| self.shared.working.wait_until(deadline)) {
            drop(crew);
            return self.account(discarded);
        }
        discarded += self.discard_waiting();
        crew.detach();
        let report = self.account(discarded);
        mem::forget(self);
        report
    }
}
