//! lesson: 06
//! mistake: with a deadline, lets the threads go also if all have left in time
//! expect: if all jobs end in time, shutdown must return at once, and leave nobody behind
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let is_inside = crew.contains_current();
        if let Some(deadline) = deadline {
            let in_time =
                if is_inside { deadline > Instant::now() } else { self.shared.working.wait_until(deadline) };
            if !in_time {
                discarded += self.discard_waiting();
            }
            crew.detach();
        } else {
            drop(crew);
        }
        self.account(discarded)
    }
}
