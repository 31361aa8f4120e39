//! lesson: 06
//! mistake: forgets the crew where a worker shuts its own pool down, instead of detaching it
//! expect: a worker that shuts its own pool down must be detached

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let crew = mem::take(&mut self.crew);
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        if crew.contains_current() {
            // Its drop would join, and this worker must not join itself.
            mem::forget(crew);
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                discarded += self.discard_waiting();
            }
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
