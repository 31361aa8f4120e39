//! lesson: 05
//! mistake: forgets a panic's payload, lest dropping it panics: what it holds is never freed
//! expect: a panic's payload must be dropped: what it holds would never be freed
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                add_one(&self.panicked);
                mem::forget(payload);
            }
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}
