//! lesson: 05
//! mistake: a worker leaves without counting the latch down
//! expect: `workers` must tell who has not left yet
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        while let Some(job) = self.queue.pop() {
            tally.run(job);
        }
    }
}
