//! lesson: 05
//! mistake: try_submit asks for room first: a pool that is closed and full says that it is full, and the caller tries for ever
//! expect: closed and full, it did not say that the pool was closed

impl<J: Job> ThreadPool<J> {
    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        if self.depth() >= self.shared.queue.capacity() {
            return Err(TryPushError::Full(job));
        }
        self.shared.queue.try_push(job)
    }
}
