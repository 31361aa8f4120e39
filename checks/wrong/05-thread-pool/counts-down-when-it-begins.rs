//! lesson: 05
//! mistake: a worker counts the latch down when it begins
//! expect: `workers` must tell who has not left yet
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        self.working.count_down();
        while let Some(job) = self.queue.pop() {
            tally.run(job);
        }
    }
}
