//! lesson: 06
//! mistake: a drain from inside runs what waits itself, within the job that has called, if there is no other worker to do it and
//! no deadline to keep
//! expect: the report says accepted 4 = completed 3 + panicked 0 + discarded 0 + abandoned 1
use super::tally::{Tally, Totals};

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        let own = Tally::default();
        if how == Shutdown::Drain && deadline.is_none() && is_inside && crew.size() == 1 {
            while let Some(job) = self.shared.queue.pop() {
                own.run(job);
            }
        }
        let time_is_up = match deadline {
            Some(deadline) if is_inside => deadline <= Instant::now(),
            Some(deadline) => !self.shared.working.wait_until(deadline),
            None => false,
        };
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        let mut ran = Totals::default();
        own.add_to(&mut ran);
        let mut report = self.account(discarded);
        report.completed += ran.completed;
        report.panicked += ran.panicked;
        report.abandoned -= ran.completed + ran.panicked;
        report
    }
}
