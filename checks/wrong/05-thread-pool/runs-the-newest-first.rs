//! lesson: 05
//! mistake: takes all that waits and runs the newest first
//! expect: jobs must begin in the order in which they were submitted
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let mut taken = Vec::new();
        while self.queue.pop_batch(self.queue.capacity(), &mut taken) > 0 {
            while let Some(job) = taken.pop() {
                tally.run(job);
            }
        }
        self.working.count_down();
    }
}
