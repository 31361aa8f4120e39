//! lesson: 05
//! mistake: a worker keeps the turn in which it took its job while it runs it
//! expect: four workers must be able to run four jobs at the same time
//! file: capstone/src/threads/pool.rs
use super::lock::Lock;
use std::sync::LazyLock;

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        static TURN: LazyLock<Lock<()>> = LazyLock::new(|| Lock::new("turn", ()));
        loop {
            let _turn = TURN.lock();
            let Some(job) = self.queue.pop() else { break };
            tally.run(job);
        }
        self.working.count_down();
    }
}
