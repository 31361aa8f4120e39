//! lesson: 05
//! mistake: a worker takes up to 16 jobs at once
//! expect: a worker must take one job at a time
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let mut batch = Vec::new();
        while self.queue.pop_batch(16, &mut batch) > 0 {
            batch.drain(..).for_each(|job| tally.run(job));
        }
        self.working.count_down();
    }
}
