//! lesson: 05
//! mistake: counts every job as completed, however it ended
//! expect: every job must be counted, as completed or as panicked
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| job.run())) {
            drop_quietly(payload);
        }
        add_one(&self.completed);
        self.busy.store(false, Ordering::Relaxed);
    }
}
