//! lesson: 05
//! mistake: once the pool is closed, a worker takes its share of the waiting jobs at once, not one job at a time
//! expect: a worker must take one job at a time
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let mut jobs = Vec::new();
        loop {
            // Nothing comes after the close, so the rest can be shared out, one lock for each share.
            let share = if self.queue.is_closed() {
                self.queue.len().div_ceil(self.working.remaining().max(1)).max(1)
            } else {
                1
            };
            if self.queue.pop_batch(share, &mut jobs) == 0 {
                break;
            }
            jobs.drain(..).for_each(|job| tally.run(job));
        }
        self.working.count_down();
    }
}
