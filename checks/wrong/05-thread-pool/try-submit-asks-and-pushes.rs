//! lesson: 05
//! mistake: `try_submit` asks whether there is room, and then calls the push that sleeps: the room may be gone
//! expect: try_submit must never sleep
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        if !self.shared.queue.is_closed() && self.depth() == self.shared.queue.capacity() {
            return Err(TryPushError::Full(job));
        }
        self.shared.queue.push(job).map_err(|Closed(job)| TryPushError::Closed(job))
    }
}
