//! lesson: 06
//! mistake: drops what waits if no job has ended for a second, however far the deadline is: it takes the workers for stuck
//! expect: until the deadline, drain must go on
use crate::sync::thread::sleep;
use std::time::Duration;

/// A pool in which no job ends for so long will not end another one.
const PATIENCE: Duration = Duration::from_secs(1);

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        let ended = || {
            let totals = self.totals();
            totals.completed + totals.panicked
        };
        while let Some(deadline) = deadline
            && !is_inside
            && self.depth() > 0
            && Instant::now() < deadline
        {
            let before = ended();
            sleep(PATIENCE.min(deadline.saturating_duration_since(Instant::now())));
            if ended() == before {
                discarded += self.discard_waiting();
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
        self.account(discarded)
    }
}
