//! lesson: 05
//! right: a guard marks the worker busy and idle again, also in a panic; the job is counted when it is idle
//! file: capstone/src/threads/tally.rs
struct Busy<'a>(&'a AtomicBool);

impl<'a> Busy<'a> {
    fn begin(flag: &'a AtomicBool) -> Self {
        flag.store(true, Ordering::Relaxed);
        Self(flag)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        let run = || {
            let _busy = Busy::begin(&self.busy);
            job.run();
        };
        let ended = catch_unwind(AssertUnwindSafe(run));
        add_one(if ended.is_ok() { &self.completed } else { &self.panicked });
        drop_quietly(ended);
    }
}
