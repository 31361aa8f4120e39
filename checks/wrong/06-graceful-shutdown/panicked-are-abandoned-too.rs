//! lesson: 06
//! mistake: where workers are left behind, whatever is neither completed nor discarded counts as abandoned: the jobs that
//! panicked, too
//! expect: accepted 11 = completed 3 + panicked 2 + discarded 4 + abandoned 4
impl<J: Job> ThreadPool<J> {
    fn account(&self, discarded: u64) -> ShutdownReport {
        let totals = self.totals();
        // If all workers have left, no job is left to anybody.
        let abandoned = if self.workers() == 0 { 0 } else { totals.accepted - totals.completed - discarded };
        ShutdownReport {
            accepted: totals.accepted,
            completed: totals.completed,
            panicked: totals.panicked,
            discarded,
            abandoned,
        }
    }
}
