//! lesson: 05
//! mistake: a worker counts itself out inside a `debug_assert!`, which a release build leaves out
//! expect: a release build must do all that a debug build does
impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        while let Some(job) = self.queue.pop() {
            tally.run(job);
        }
        debug_assert!({
            self.working.count_down();
            self.working.remaining() < self.tallies.len()
        });
    }
}
