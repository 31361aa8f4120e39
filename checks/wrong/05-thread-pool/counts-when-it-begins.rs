//! lesson: 05
//! mistake: counts a job as completed when it begins
//! expect: 2 were counted as completed already
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        add_one(&self.completed);
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| job.run())) {
            self.completed.store(self.completed.load(Ordering::Relaxed) - 1, Ordering::Release);
            add_one(&self.panicked);
            drop_quietly(payload);
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}
