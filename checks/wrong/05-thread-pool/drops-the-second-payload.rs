//! lesson: 05
//! mistake: catches what the drop of a payload may do, and then drops the payload of that
//! expect: a panic's payload that panics when dropped must not end the worker
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                add_one(&self.panicked);
                let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
            }
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}
