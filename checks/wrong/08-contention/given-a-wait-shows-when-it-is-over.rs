//! lesson: 08
//! mistake: adds a profile as it is, without the wait that its thread is in
//! expect: a wait that is not over yet must show, with the time so far
//! file: capstone/src/observe/contention/collect.rs

impl Record {
    fn add_to(&self, total: &mut Contention) {
        let profile = lock(&self.figures).profile();
        total.add(&self.thread, &profile, Instant::now());
    }
}
