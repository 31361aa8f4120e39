//! lesson: 06
//! mistake: joins at the deadline: it waits for jobs that go on
//! expect: at the deadline shutdown must return, though jobs still run
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let time_is_up = match deadline {
            Some(deadline) if crew.contains_current() => deadline <= Instant::now(),
            Some(deadline) => !self.shared.working.wait_until(deadline),
            None => false,
        };
        if time_is_up {
            discarded += self.discard_waiting();
        }
        drop(crew);
        self.account(discarded)
    }
}
