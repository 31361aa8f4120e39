//! lesson: 06
//! mistake: `end` takes every thread called worker-N for one of its own, so a job of another pool does not wait
//! expect: a job that shuts another pool down must wait for that pool's jobs
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let crew = mem::take(&mut self.crew);
        // A worker must never wait for workers.
        let is_inside = std::thread::current().name().is_some_and(|name| name.starts_with("worker-"));
        if is_inside {
            if deadline.is_some_and(|at| at <= Instant::now()) {
                discarded += self.discard_waiting();
            }
            crew.detach();
        } else if deadline.is_none_or(|at| self.shared.working.wait_until(at)) {
            drop(crew);
        } else {
            discarded += self.discard_waiting();
            crew.detach();
        }
        self.account(discarded)
    }
}
