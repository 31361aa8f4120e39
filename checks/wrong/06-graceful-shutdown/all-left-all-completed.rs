//! lesson: 06
//! mistake: if all workers have left, counts as completed whatever was not discarded: the jobs that panicked, too
//! expect: the report must tell completed jobs from those that panicked, but the report says accepted 12 = completed 12
impl<J: Job> ThreadPool<J> {
    fn account(&self, discarded: u64) -> ShutdownReport {
        let totals = self.totals();
        if self.workers() == 0 {
            // Nobody runs a job any more, so each has run or was dropped.
            let completed = totals.accepted - discarded;
            return ShutdownReport {
                accepted: totals.accepted,
                completed,
                discarded,
                ..ShutdownReport::default()
            };
        }
        let ended = totals.completed + totals.panicked + discarded;
        ShutdownReport {
            accepted: totals.accepted,
            completed: totals.completed,
            panicked: totals.panicked,
            discarded,
            abandoned: totals.accepted - ended,
        }
    }
}
