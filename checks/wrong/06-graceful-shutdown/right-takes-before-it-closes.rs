//! lesson: 06
//! right: takes what waits before it closes, for nobody else can submit; waits at the latch first, and knows three ends

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        self.close();
        let crew = mem::take(&mut self.crew);
        let has_ended = if crew.contains_current() {
            deadline.is_some_and(|deadline| Instant::now() >= deadline).then_some(false)
        } else {
            match deadline {
                None => {
                    self.shared.working.wait();
                    Some(true)
                }
                Some(deadline) => Some(self.shared.working.wait_until(deadline)),
            }
        };
        // Some(false): the deadline has passed. None: nobody knows, and nobody waits.
        if has_ended == Some(false) {
            discarded += self.discard_waiting();
        }
        match has_ended {
            Some(true) => drop(crew), // joins
            Some(false) | None => crew.detach(),
        }
        self.account(discarded)
    }

    fn discard_waiting(&self) -> u64 {
        let mut jobs = self.shared.queue.take_all();
        let mut count = 0;
        while let Some(job) = jobs.pop() {
            drop_quietly(job);
            count += 1;
        }
        count
    }

    fn account(&self, discarded: u64) -> ShutdownReport {
        let mut report = ShutdownReport { discarded, ..ShutdownReport::default() };
        let totals = self.shared.totals();
        (report.accepted, report.completed, report.panicked) =
            (totals.accepted, totals.completed, totals.panicked);
        report.abandoned = [report.completed, report.panicked, report.discarded]
            .into_iter()
            .fold(report.accepted, |left, ended| left - ended);
        report
    }
}
