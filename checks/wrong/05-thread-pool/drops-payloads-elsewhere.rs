//! lesson: 05
//! mistake: drops each payload on a thread of its own, which nobody joins
//! expect: the pool was gone while a payload was still being dropped
//! file: capstone/src/threads/tally.rs

use crate::sync::thread;
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                add_one(&self.panicked);
                // Its destructor may take long: the worker has other jobs to run.
                let _ =
                    thread::Builder::new().name("payload".to_owned()).spawn(move || drop_quietly(payload));
            }
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}
