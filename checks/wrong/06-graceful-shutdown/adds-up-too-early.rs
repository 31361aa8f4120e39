//! lesson: 06
//! mistake: reads the totals before it discards: a job that ends in between counts as abandoned
//! expect: a job that ends while others are dropped must count as completed
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let time_is_up = match deadline {
            Some(deadline) if crew.contains_current() => deadline <= Instant::now(),
            Some(deadline) => !self.shared.working.wait_until(deadline),
            None => false,
        };
        if !time_is_up {
            drop(crew);
            return self.account(discarded);
        }
        let mut report = self.account(discarded);
        discarded = self.discard_waiting();
        crew.detach();
        report.discarded += discarded;
        report.abandoned = report.abandoned.saturating_sub(discarded);
        report
    }
}
