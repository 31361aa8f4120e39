//! lesson: 05
//! mistake: a worker takes its share of what waits: one job if few do, several if many do
//! expect: a worker must take one job at a time
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let mut batch = Vec::new();
        loop {
            let share = self.queue.len() / (2 * self.tallies.len());
            if self.queue.pop_batch(share.max(1), &mut batch) == 0 {
                break;
            }
            batch.drain(..).for_each(|job| tally.run(job));
        }
        self.working.count_down();
    }
}
