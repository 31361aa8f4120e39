//! lesson: 05
//! mistake: `try_submit` waits for room
//! expect: try_submit must return at once, and give back a job that it does not take
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        self.shared.queue.push(job).map_err(|Closed(job)| TryPushError::Closed(job))
    }
}
