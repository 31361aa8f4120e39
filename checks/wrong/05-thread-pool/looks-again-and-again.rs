//! lesson: 05
//! mistake: a worker without a job looks again and again whether one has come
//! expect: a worker without a job must sleep, and cost nothing
//! file: capstone/src/threads/pool.rs
use crate::sync::thread;

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        loop {
            if self.queue.is_empty() && !self.queue.is_closed() {
                thread::yield_now();
                continue;
            }
            let Some(job) = self.queue.pop() else { break };
            tally.run(job);
        }
        self.working.count_down();
    }
}
