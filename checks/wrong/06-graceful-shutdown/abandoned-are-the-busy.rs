//! lesson: 06
//! mistake: takes the workers that are busy for the jobs that were abandoned: one may be between the two
//! expect: the report does not add up
impl<J: Job> ThreadPool<J> {
    fn account(&self, discarded: u64) -> ShutdownReport {
        let totals = self.totals();
        ShutdownReport {
            accepted: totals.accepted,
            completed: totals.completed,
            panicked: totals.panicked,
            discarded,
            abandoned: totals.busy as u64,
        }
    }
}
