//! lesson: 06
//! mistake: a shutdown without a deadline gets one of 30 s: then it discards and abandons jobs that it promised to drain
//! expect: a shutdown that waits must sleep, and cost nothing
use std::time::Duration;

/// So long a supervisor waits before it ends the process by force.
const GRACE: Duration = Duration::from_secs(30);

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let mut discarded = match how {
            Shutdown::Drain => 0,
            Shutdown::Discard => self.discard_waiting(),
        };
        // A job that never ends must not hold the shutdown up for ever.
        let deadline = deadline.unwrap_or_else(|| Instant::now() + GRACE);
        let crew = mem::take(&mut self.crew);
        let inside = crew.contains_current();
        let in_time =
            if inside { Instant::now() < deadline } else { self.shared.working.wait_until(deadline) };
        if !in_time {
            discarded += self.discard_waiting();
        }
        if inside || !in_time {
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
