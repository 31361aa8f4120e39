//! lesson: 06
//! mistake: at the deadline forgets the whole pool: the stacks of its workers are never freed
//! expect: the threads that are left behind must be detached, or their stacks are never freed
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let inside = self.crew.contains_current();
        self.close();
        let mut discarded = 0;
        if how == Shutdown::Discard {
            discarded += self.discard_waiting();
        }
        if inside {
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                discarded += self.discard_waiting();
            }
            let report = self.account(discarded);
            mem::take(&mut self.crew).detach();
            return report;
        }
        if let Some(deadline) = deadline
            && !self.shared.working.wait_until(deadline)
        {
            discarded += self.discard_waiting();
            let report = self.account(discarded);
            // The drop of the pool would join its crew, which may take for ever.
            mem::forget(self);
            return report;
        }
        drop(mem::take(&mut self.crew));
        self.account(discarded)
    }
}
