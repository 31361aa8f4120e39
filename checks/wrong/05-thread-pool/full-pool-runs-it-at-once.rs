//! lesson: 05
//! mistake: a job that submits to its own full pool runs the new job itself, before those that wait, uncounted
//! expect: a job that submits to its own pool must sleep while the queue is full
impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        if !self.crew.contains_current() {
            return self.shared.queue.push(job);
        }
        // A worker must not sleep until there is room: if all of them did, nobody would make any.
        match self.shared.queue.try_push(job) {
            Ok(()) => Ok(()),
            Err(TryPushError::Closed(job)) => Err(Closed(job)),
            Err(TryPushError::Full(job)) => {
                job.run();
                Ok(())
            }
        }
    }
}
