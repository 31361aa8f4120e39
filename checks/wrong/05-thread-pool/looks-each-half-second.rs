//! lesson: 05
//! mistake: a worker without a job sleeps half a second before it looks again
//! expect: a worker without a job must sleep, and cost nothing
//! file: capstone/src/threads/pool.rs
use crate::sync::thread;
use std::time::Duration;

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        loop {
            let mut room = Vec::new();
            if self.queue.is_empty() && !self.queue.is_closed() {
                thread::sleep(Duration::from_millis(500));
                continue;
            }
            if self.queue.pop_batch(1, &mut room) == 0 {
                break;
            }
            room.drain(..).for_each(|job| tally.run(job));
        }
        self.working.count_down();
    }
}
