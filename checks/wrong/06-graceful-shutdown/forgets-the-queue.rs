//! lesson: 06
//! mistake: detaches its threads, and forgets the pool, so that nothing can join: the queue is never freed
//! expect: the queue of a pool that was left behind must be freed when its workers end
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let crew = mem::take(&mut self.crew);
        let mut discarded = match how {
            Shutdown::Discard => self.discard_waiting(),
            Shutdown::Drain => 0,
        };
        let ended = if crew.contains_current() {
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                discarded += self.discard_waiting();
            }
            false
        } else {
            match deadline {
                None => true,
                Some(deadline) => {
                    let in_time = self.shared.working.wait_until(deadline);
                    if !in_time {
                        discarded += self.discard_waiting();
                    }
                    in_time
                }
            }
        };
        if ended {
            let _ = crew.join();
            return self.account(discarded);
        }
        crew.detach();
        let report = self.account(discarded);
        // The drop of a pool waits for its workers, and nobody may wait any more.
        mem::forget(self);
        report
    }
}
