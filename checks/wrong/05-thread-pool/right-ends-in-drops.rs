//! lesson: 05
//! right: a drop guard counts the job and another one the worker; submit and try_submit are batches of one
//! file: capstone/src/threads/tally.rs
/// A job that runs: however it ends, it is counted, and then the worker is idle.
struct Running<'a> {
    tally: &'a Tally,
    end: &'a AtomicU64,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        add_one(self.end);
        self.tally.busy.store(false, Ordering::Relaxed);
    }
}

impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        let mut running = Running { tally: self, end: &self.panicked };
        let result = catch_unwind(AssertUnwindSafe(|| {
            job.run();
            running.end = &self.completed;
        }));
        drop(running); // counts it, before the payload may take its time
        result.err().into_iter().for_each(drop_quietly);
    }
}

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        struct Leaves<'a>(&'a Latch);
        impl Drop for Leaves<'_> {
            fn drop(&mut self) {
                self.0.count_down();
            }
        }
        let _leaves = Leaves(&self.working);
        std::iter::from_fn(|| self.queue.pop()).for_each(|job| tally.run(job));
    }
}

impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        let mut jobs = vec![job];
        let result = self.submit_batch(&mut jobs);
        result.map_err(|Closed(())| Closed(jobs.pop().expect("a refused job stays")))
    }

    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        let mut jobs = vec![job];
        let is_open = self.try_submit_batch(&mut jobs).is_ok();
        match jobs.pop() {
            None => Ok(()),
            Some(job) if is_open => Err(TryPushError::Full(job)),
            Some(job) => Err(TryPushError::Closed(job)),
        }
    }
}
