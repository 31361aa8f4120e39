//! lesson: 05
//! mistake: a worker makes a thread for each job, and waits for it
//! expect: a pool of three must run its jobs on three threads
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        while let Some(job) = self.queue.pop() {
            std::thread::scope(|scope| {
                scope.spawn(|| tally.run(job));
            });
        }
        self.working.count_down();
    }
}
