//! lesson: 06
//! mistake: without a deadline waits until the workers have counted down, and lets their threads go: no job is left, after all
//! expect: no worker must be left after a shutdown, but with Drain, 3 of 3 were still there
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        let Some(deadline) = deadline else {
            if !is_inside {
                self.shared.working.wait();
            }
            crew.detach();
            return self.account(discarded);
        };
        let time_is_up =
            if is_inside { deadline <= Instant::now() } else { !self.shared.working.wait_until(deadline) };
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
