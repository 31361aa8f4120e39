//! lesson: 06
//! mistake: asks each millisecond whether the workers have left
//! expect: a shutdown that waits must sleep, and cost nothing
use crate::sync::thread::sleep;
use crate::threads::place::Place;
use crate::threads::while_waiting;
use std::time::Duration;

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_over = |now: Instant| deadline.is_some_and(|deadline| deadline <= now);
        while !crew.contains_current() && self.workers() > 0 && !is_over(Instant::now()) {
            while_waiting(Place::Join("workers".to_owned()), || sleep(Duration::from_millis(1)));
        }
        if self.workers() > 0 && is_over(Instant::now()) {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
