//! lesson: 05
//! mistake: drops a panic's payload where nobody catches what that may do
//! expect: a panic's payload that panics when dropped must not end the worker
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        let ended = catch_unwind(AssertUnwindSafe(|| job.run()));
        add_one(if ended.is_ok() { &self.completed } else { &self.panicked });
        drop(ended);
        self.busy.store(false, Ordering::Relaxed);
    }
}
