//! lesson: 06
//! mistake: counts as completed whatever has ended
//! expect: the report must tell completed jobs from those that panicked
impl<J: Job> ThreadPool<J> {
    fn account(&self, discarded: u64) -> ShutdownReport {
        let totals = self.totals();
        let completed = totals.completed + totals.panicked;
        ShutdownReport {
            accepted: totals.accepted,
            completed,
            panicked: 0,
            discarded,
            abandoned: totals.accepted - completed - discarded,
        }
    }
}
