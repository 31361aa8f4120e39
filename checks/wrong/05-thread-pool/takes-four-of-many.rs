//! lesson: 05
//! mistake: a worker takes up to four jobs at once while the queue is more than half full
//! expect: a worker must take one job at a time
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let mut jobs = Vec::new();
        loop {
            // Under load, a lock for each job is what limits the pool.
            let is_under_load = self.queue.len() > self.queue.capacity() / 2;
            if self.queue.pop_batch(if is_under_load { 4 } else { 1 }, &mut jobs) == 0 {
                break;
            }
            jobs.drain(..).for_each(|job| tally.run(job));
        }
        self.working.count_down();
    }
}
