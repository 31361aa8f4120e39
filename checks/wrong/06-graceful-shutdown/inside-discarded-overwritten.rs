//! lesson: 06
//! mistake: from inside, Discard with a deadline that has passed: the second count of discarded jobs, 0, replaces the first
//! expect: whatever the deadline, but the report says accepted 4 = completed 0 + panicked 0 + discarded 0 + abandoned 4
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let mut discarded = 0;
        if how == Shutdown::Discard {
            discarded = self.discard_waiting();
        }
        let crew = mem::take(&mut self.crew);
        if crew.contains_current() {
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                discarded = self.discard_waiting();
            }
            crew.detach();
            return self.account(discarded);
        }
        match deadline {
            Some(deadline) if !self.shared.working.wait_until(deadline) => {
                discarded += self.discard_waiting();
                crew.detach();
            }
            _ => drop(crew),
        }
        self.account(discarded)
    }
}
