//! lesson: 06
//! mistake: gives each worker as long as the deadline leaves to the first
//! expect: a deadline must end all waits together, however many workers there are
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        let time_is_up = deadline.is_some_and(|deadline| {
            let limit = deadline.saturating_duration_since(Instant::now());
            let waits = if is_inside { 0 } else { crew.size() };
            let mut left = (0..waits).map(|_| self.shared.working.wait_until(Instant::now() + limit));
            !left.any(|open| open) && (!is_inside || limit.is_zero())
        });
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
