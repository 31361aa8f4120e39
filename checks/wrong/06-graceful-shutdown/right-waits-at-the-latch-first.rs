//! lesson: 06
//! right: waits at the latch in any case, then for the threads; what remains is found by subtracting
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.shared.queue.close();
        let crew = mem::take(&mut self.crew);
        let mut discarded = 0;
        if how != Shutdown::Drain {
            discarded += self.discard_waiting();
        }
        let all_left = match deadline {
            None if crew.contains_current() => true,
            None => {
                self.shared.working.wait();
                true
            }
            Some(deadline) if crew.contains_current() => Instant::now() < deadline,
            Some(deadline) => self.shared.working.wait_until(deadline),
        };
        if all_left {
            drop(crew);
            return self.account(discarded);
        }
        crew.detach();
        discarded += self.discard_waiting();
        self.account(discarded)
    }

    fn account(&self, discarded: u64) -> ShutdownReport {
        let totals = self.totals();
        let mut report = ShutdownReport { accepted: totals.accepted, discarded, ..Default::default() };
        report.completed = totals.completed;
        report.panicked = totals.panicked;
        report.abandoned = [report.completed, report.panicked, discarded]
            .into_iter()
            .fold(report.accepted, |left, ended| left - ended);
        report
    }
}
