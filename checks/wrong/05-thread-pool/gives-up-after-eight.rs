//! lesson: 05
//! mistake: a worker that has seen eight panics passes the next one on
//! expect: a worker must survive however many of its jobs panic
//! file: capstone/src/threads/tally.rs
use std::panic::resume_unwind;

impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(()) => add_one(&self.completed),
            Err(payload) if self.panicked.load(Ordering::Relaxed) == 8 => resume_unwind(payload),
            Err(payload) => {
                add_one(&self.panicked);
                drop_quietly(payload);
            }
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}
