//! lesson: 06
//! mistake: from inside a job, drops what waits: nobody will be there to count it
//! expect: a job that drains its own pool must leave the jobs that wait to the workers
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let is_inside = crew.contains_current();
        let discards = how == Shutdown::Discard || is_inside;
        let mut discarded = if discards { self.discard_waiting() } else { 0 };
        let time_is_up =
            is_inside || deadline.is_some_and(|deadline| !self.shared.working.wait_until(deadline));
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
