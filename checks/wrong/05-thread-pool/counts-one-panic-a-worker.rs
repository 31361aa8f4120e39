//! lesson: 05
//! mistake: sets a worker's count of panics to 1, as if it were a flag, and does not add: its second panic is not counted
//! expect: 30 jobs are counted as completed or panicked
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                self.panicked.store(1, Ordering::Release);
                drop_quietly(payload);
            }
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}
