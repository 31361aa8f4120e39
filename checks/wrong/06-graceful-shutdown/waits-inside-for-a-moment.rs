//! lesson: 06
//! mistake: from inside a job, gives the other workers half a second: perhaps they end, and then fewer are abandoned
//! expect: it returned after
use std::time::Duration;

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        // Its own worker cannot end, so a pool of one need not be waited for.
        if is_inside && self.shared.working.remaining() > 1 {
            let moment = Instant::now() + Duration::from_millis(500);
            self.shared.working.wait_until(deadline.map_or(moment, |deadline| deadline.min(moment)));
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
