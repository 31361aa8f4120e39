//! lesson: 06
//! mistake: with Discard and without a deadline, looks each millisecond whether the jobs that run have ended: it will not take long
//! expect: a shutdown that waits must sleep, and cost nothing, but thread `discarding-owner` did not sleep
use crate::sync::thread::sleep;
use crate::threads::place::Place;
use crate::threads::while_waiting;
use std::time::Duration;

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        while !is_inside && deadline.is_none() && how == Shutdown::Discard && self.workers() > 0 {
            while_waiting(Place::Join("workers".to_owned()), || sleep(Duration::from_millis(1)));
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
