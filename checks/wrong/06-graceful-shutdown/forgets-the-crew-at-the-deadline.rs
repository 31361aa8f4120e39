//! lesson: 06
//! mistake: at the deadline forgets the crew instead of detaching it, so that nothing joins: the stacks are never freed
//! expect: the threads that are left behind must be detached, or their stacks are never freed
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let crew = mem::take(&mut self.crew);
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        if crew.contains_current() {
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                discarded += self.discard_waiting();
            }
            crew.detach();
        } else if deadline.is_none_or(|deadline| self.shared.working.wait_until(deadline)) {
            drop(crew);
        } else {
            discarded += self.discard_waiting();
            // Its drop would join, and nobody has time for that.
            mem::forget(crew);
        }
        self.account(discarded)
    }
}
