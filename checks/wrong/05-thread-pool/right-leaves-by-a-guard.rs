//! lesson: 05
//! right: a guard counts the latch down, however the worker's life ends
//! file: capstone/src/threads/pool.rs
struct Working<'a>(&'a Latch);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.count_down();
    }
}

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let _working = Working(&self.working);
        std::iter::from_fn(|| self.queue.pop()).for_each(|job| tally.run(job));
    }
}
