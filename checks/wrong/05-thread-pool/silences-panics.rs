//! lesson: 05
//! mistake: takes the program's panic hook away while a job runs, so that no panic is printed twice
//! expect: the message of a job's panic must still come on stderr
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        // It is counted, so it need not be printed as well.
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| ()));
        let outcome = catch_unwind(AssertUnwindSafe(|| job.run()));
        std::panic::set_hook(hook);
        match outcome {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                add_one(&self.panicked);
                drop_quietly(payload);
            }
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}
