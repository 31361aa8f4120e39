//! lesson: 06
//! mistake: lets what waits run, whatever it was told
//! expect: discard must drop the jobs that wait, run none of them, and count them
impl<J: Job> ThreadPool<J> {
    fn end(mut self, _how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = 0;
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
