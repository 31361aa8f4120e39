//! lesson: 06
//! mistake: without a deadline, drops what waits if it is more than sixteen jobs: they would take too long
//! expect: drain must run every job that was accepted, but of 50 jobs
/// So many jobs may still run. More would hold the end up, and there is no deadline that ends it.
const MOST: usize = 16;

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let is_long = deadline.is_none() && self.depth() > MOST;
        let discards = how == Shutdown::Discard || is_long;
        let mut discarded = if discards { self.discard_waiting() } else { 0 };
        let time_is_up = match deadline {
            Some(deadline) if crew.contains_current() => deadline <= Instant::now(),
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
