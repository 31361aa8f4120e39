//! lesson: 05
//! mistake: after each 64 jobs a worker goes on in a fresh thread, so that nothing stays of what jobs leave in thread-locals
//! expect: a pool of three must run its jobs on three threads, but it ran them on
//! file: capstone/src/threads/pool.rs
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let run_some = || {
            for _ in 0..64 {
                let Some(job) = self.queue.pop() else { return false };
                tally.run(job);
            }
            true
        };
        let mut there_is_more = run_some();
        while there_is_more {
            there_is_more = std::thread::scope(|scope| scope.spawn(run_some).join().unwrap_or(false));
        }
        self.working.count_down();
    }
}
