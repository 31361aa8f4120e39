//! lesson: 06
//! mistake: without a deadline, a job that is left can only be the one that has called: it counts as completed, though it runs
//! expect: the report says accepted 4 = completed 1 + panicked 0 + discarded 3 + abandoned 0
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
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        let mut report = self.account(discarded);
        // It has nothing more to do than to return.
        if deadline.is_none() && report.abandoned == 1 {
            report.abandoned = 0;
            report.completed += 1;
        }
        report
    }
}
