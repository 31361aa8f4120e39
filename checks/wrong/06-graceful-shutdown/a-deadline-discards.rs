//! lesson: 06
//! mistake: with a deadline, drops what waits at once instead of at the deadline
//! expect: until the deadline, drain must go on
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let is_inside = crew.contains_current();
        let discards = how == Shutdown::Discard || (deadline.is_some() && !is_inside);
        let mut discarded = if discards { self.discard_waiting() } else { 0 };
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
