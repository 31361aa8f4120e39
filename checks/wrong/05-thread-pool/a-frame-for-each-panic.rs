//! lesson: 05
//! mistake: after each panic `work` calls itself: the stack grows, and some thousand panics end the process
//! expect: has overflowed its stack
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        let result = catch_unwind(AssertUnwindSafe(|| job.run()));
        self.busy.store(false, Ordering::Relaxed);
        match result {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                add_one(&self.panicked);
                // Counted. The worker begins anew.
                std::panic::resume_unwind(payload);
            }
        }
    }
}

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            while let Some(job) = self.queue.pop() {
                tally.run(job);
            }
        }));
        match ended {
            Ok(()) => self.working.count_down(),
            Err(payload) => {
                super::tally::drop_quietly(payload);
                self.work(tally);
            }
        }
    }
}
