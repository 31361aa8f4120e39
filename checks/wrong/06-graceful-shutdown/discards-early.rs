//! lesson: 06
//! mistake: discards what waits 20 ms before the deadline, to be punctual
//! expect: ran for which a worker had 5 ms left

use std::time::Duration;
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let inside = self.crew.contains_current();
        let mut ended = !inside;
        if let Some(deadline) = deadline {
            if inside {
                if Instant::now() >= deadline {
                    discarded += self.discard_waiting();
                }
            } else {
                // To drop the jobs takes a moment, too: begin in time.
                let soon = deadline.checked_sub(Duration::from_millis(20)).unwrap_or(deadline);
                ended = self.shared.working.wait_until(soon);
                if !ended {
                    discarded += self.discard_waiting();
                    ended = self.shared.working.wait_until(deadline);
                }
            }
        }
        let crew = mem::take(&mut self.crew);
        if ended {
            drop(crew);
        } else {
            crew.detach();
        }
        self.account(discarded)
    }
}
