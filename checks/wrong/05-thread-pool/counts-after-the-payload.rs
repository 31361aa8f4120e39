//! lesson: 05
//! mistake: counts a job that panicked only when its payload is dropped, which may take its time
//! expect: of one job whose payload waits while it is dropped, 0 panicked
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        let outcome = catch_unwind(AssertUnwindSafe(|| job.run()));
        let counter = if outcome.is_ok() { &self.completed } else { &self.panicked };
        if let Err(payload) = outcome {
            drop_quietly(payload);
        }
        add_one(counter);
        self.busy.store(false, Ordering::Relaxed);
    }
}
