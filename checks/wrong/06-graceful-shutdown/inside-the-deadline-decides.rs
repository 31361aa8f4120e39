//! lesson: 06
//! mistake: inside a job, a deadline alone decides: Discard with a deadline to come leaves the waiting jobs, and they run
//! expect: with Discard must drop what waits, whatever the deadline
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let crew = mem::take(&mut self.crew);
        if crew.contains_current() {
            let discards = deadline.map_or(how == Shutdown::Discard, |at| at <= Instant::now());
            let discarded = if discards { self.discard_waiting() } else { 0 };
            crew.detach();
            return self.account(discarded);
        }
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        if deadline.is_none_or(|at| self.shared.working.wait_until(at)) {
            drop(crew);
        } else {
            discarded += self.discard_waiting();
            crew.detach();
        }
        self.account(discarded)
    }
}
