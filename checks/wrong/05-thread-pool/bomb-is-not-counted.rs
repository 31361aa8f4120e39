//! lesson: 05
//! mistake: the payload is dropped before the count: one that panics then leaves its job uncounted
//! expect: a job that panics must be counted, whatever its payload does
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        // Around all of it: whatever panics in here, the worker goes on.
        let ended = catch_unwind(AssertUnwindSafe(|| match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                drop(payload);
                add_one(&self.panicked);
            }
        }));
        self.busy.store(false, Ordering::Relaxed);
        if let Err(payload) = ended {
            mem::forget(payload); // as `drop_quietly` does
        }
    }
}
