//! lesson: 06
//! right: waits at the latch with and without a deadline, joins by `Crew::join`; drops the youngest discarded job first
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let mut discarded = match how {
            Shutdown::Drain => 0,
            Shutdown::Discard => self.discard_waiting(),
        };
        let crew = mem::take(&mut self.crew);
        let inside = crew.contains_current();
        let in_time = match deadline {
            Some(deadline) if inside => Instant::now() < deadline,
            Some(deadline) => self.shared.working.wait_until(deadline),
            None => {
                if !inside {
                    self.shared.working.wait();
                }
                true
            }
        };
        if !in_time {
            discarded += self.discard_waiting();
        }
        if inside || !in_time {
            crew.detach();
        } else {
            // They have counted themselves out, so this takes no longer than a thread takes to end.
            let _ = crew.join();
        }
        self.account(discarded)
    }

    fn discard_waiting(&self) -> u64 {
        let mut jobs = self.shared.queue.take_all();
        let count = jobs.len() as u64;
        while let Some(job) = jobs.pop() {
            drop_quietly(job);
        }
        count
    }
}
