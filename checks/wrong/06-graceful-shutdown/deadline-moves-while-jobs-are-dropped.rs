//! lesson: 06
//! mistake: takes the time that is left at the beginning, and waits so long from the moment when the jobs are dropped
//! expect: a shutdown must return at its deadline, and not give the jobs any time beyond it
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let patience = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let time_is_up = match (deadline, patience) {
            (Some(deadline), _) if crew.contains_current() => deadline <= Instant::now(),
            (Some(deadline), Some(patience)) => {
                let until = Instant::now().checked_add(patience).unwrap_or(deadline);
                !self.shared.working.wait_until(until)
            }
            _ => false,
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
