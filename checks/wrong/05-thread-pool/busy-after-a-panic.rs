//! lesson: 05
//! mistake: a worker whose job panicked counts as busy for ever
//! expect: a worker must count as busy while its job runs, and no longer
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        let run = || {
            job.run();
            self.busy.store(false, Ordering::Relaxed);
        };
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                add_one(&self.panicked);
                drop_quietly(payload);
            }
        }
    }
}
