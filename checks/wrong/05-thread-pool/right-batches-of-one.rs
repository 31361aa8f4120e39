//! lesson: 05
//! right: counted out by a guard; batches of one; submit tries first; drop joins explicitly
//! file: capstone/src/threads/pool.rs
/// Counts the worker out, whichever way it leaves.
struct CountedOut<'a>(&'a Latch);

impl Drop for CountedOut<'_> {
    fn drop(&mut self) {
        self.0.count_down();
    }
}

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let _leaving = CountedOut(&self.working);
        let mut hand = Vec::with_capacity(1);
        while self.queue.pop_batch(1, &mut hand) > 0 {
            hand.drain(..).for_each(|job| tally.run(job));
        }
    }
}

impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        match self.try_submit(job) {
            Ok(()) => Ok(()),
            Err(TryPushError::Closed(job)) => Err(Closed(job)),
            Err(TryPushError::Full(job)) => self.shared.queue.push(job),
        }
    }

    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        self.shared.queue.try_push(job)
    }
}

impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        // Joins here, unless this is one of the workers.
        drop(std::mem::take(&mut self.crew));
    }
}

impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        let ended = catch_unwind(AssertUnwindSafe(move || job.run()));
        add_one(if ended.is_ok() { &self.completed } else { &self.panicked });
        ended.unwrap_or_else(drop_quietly);
        self.busy.store(false, Ordering::Relaxed);
    }
}
