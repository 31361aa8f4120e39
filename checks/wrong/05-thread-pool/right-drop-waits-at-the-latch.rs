//! lesson: 05
//! right: the drop waits at the latch, and the crew's own drop joins; a destructor counts a worker out
//! file: capstone/src/threads/pool.rs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.shared.queue.close();
        // A crew of none has been taken out, to be joined or detached by somebody else.
        if self.crew.size() > 0 && !self.crew.contains_current() {
            self.shared.working.wait();
        }
    }
}

impl<J: Job> Shared<J> {
    /// The loop of a worker: it ends when the queue is closed and drained.
    fn work(&self, tally: &Tally) {
        let _leaves = Leaves(&self.working);
        std::iter::from_fn(|| self.queue.pop()).for_each(|job| tally.run(job));
    }
}

/// Counts its worker out when it is dropped.
struct Leaves<'a>(&'a Latch);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        self.0.count_down();
    }
}
