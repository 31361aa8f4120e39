//! lesson: 05
//! mistake: a job's panic ends its worker
//! expect: a job that panics must not end its worker
//! file: capstone/src/threads/tally.rs
impl Tally {
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        job.run();
        add_one(&self.completed);
        self.busy.store(false, Ordering::Relaxed);
    }
}
