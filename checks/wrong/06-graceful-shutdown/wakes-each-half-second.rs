//! lesson: 06
//! mistake: waits for half a second at a time until the deadline
//! expect: a shutdown that waits for its deadline must sleep, and cost nothing
use std::time::Duration;

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let mut time_is_up = false;
        if let Some(deadline) = deadline {
            loop {
                let soon = deadline.min(Instant::now() + Duration::from_millis(500));
                let is_inside = crew.contains_current();
                let in_time = !is_inside && self.shared.working.wait_until(soon);
                time_is_up = !in_time && deadline <= Instant::now();
                if in_time || time_is_up || is_inside {
                    break;
                }
            }
        }
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
