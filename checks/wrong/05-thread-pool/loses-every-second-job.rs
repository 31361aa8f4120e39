//! lesson: 05
//! mistake: asks twice for a job and runs the second: the first is lost
//! expect: every job that was accepted must run exactly once
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        while self.queue.pop().is_some() {
            if let Some(job) = self.queue.pop() {
                tally.run(job);
            }
        }
        self.working.count_down();
    }
}
