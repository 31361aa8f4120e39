//! lesson: 06
//! mistake: leaves at the deadline what still waits to workers that nobody watches
//! expect: at the deadline shutdown must return, though jobs still run
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let is_inside = crew.contains_current();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        match deadline {
            Some(deadline) if is_inside && deadline <= Instant::now() => discarded += self.discard_waiting(),
            Some(deadline) if !is_inside && !self.shared.working.wait_until(deadline) => crew.detach(),
            _ => drop(crew),
        }
        self.account(discarded)
    }
}
