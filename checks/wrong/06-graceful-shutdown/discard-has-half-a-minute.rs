//! lesson: 06
//! mistake: a shutdown with Discard and without a deadline gets one of 30 s: who discards is in a hurry
//! expect: a shutdown that waits must sleep, and cost nothing, but thread `discarding-owner` did not sleep until it is woken
use std::time::Duration;

/// So long the jobs that run may take.
const GRACE: Duration = Duration::from_secs(30);

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        let hurry = (how == Shutdown::Discard).then(|| Instant::now() + GRACE);
        let time_is_up = match deadline.or(hurry) {
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
        self.account(discarded)
    }
}
