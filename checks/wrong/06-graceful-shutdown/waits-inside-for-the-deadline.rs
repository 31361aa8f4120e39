//! lesson: 06
//! mistake: from inside a job, waits until the deadline for the job itself to end
//! expect: inside a job, shutdown must not wait for its deadline, but look whether it has passed
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let time_is_up = deadline.is_some_and(|deadline| !self.shared.working.wait_until(deadline));
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
