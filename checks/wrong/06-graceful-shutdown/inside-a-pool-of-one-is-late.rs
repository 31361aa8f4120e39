//! lesson: 06
//! mistake: from inside a pool of one, any deadline counts as passed: its only worker is busy with this job, so nobody could
//! begin another in time
//! expect: but look whether it has passed, but the report says accepted 4 = completed 0 + panicked 0 + discarded 3 + abandoned 1
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let time_is_up = match deadline {
            Some(deadline) if crew.contains_current() => crew.size() == 1 || deadline <= Instant::now(),
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
