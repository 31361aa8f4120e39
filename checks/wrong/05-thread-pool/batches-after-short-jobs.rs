//! lesson: 05
//! mistake: a worker that has run 256 short jobs in a row takes four at once
//! expect: a worker must take one job at a time
use std::time::{Duration, Instant};

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let (mut short, mut jobs) = (0_u32, Vec::new());
        loop {
            let most = if short >= 256 { 4 } else { 1 };
            if self.queue.pop_batch(most, &mut jobs) == 0 {
                break;
            }
            for job in jobs.drain(..) {
                let began = Instant::now();
                tally.run(job);
                short = if began.elapsed() < Duration::from_micros(50) { short + 1 } else { 0 };
            }
        }
        self.working.count_down();
    }
}
