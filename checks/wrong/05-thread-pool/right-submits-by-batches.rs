//! lesson: 05
//! right: one job is a batch of one
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        let mut one = vec![job];
        match self.submit_batch(&mut one) {
            Ok(()) => Ok(()),
            Err(Closed(())) => Err(Closed(one.remove(0))),
        }
    }

    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        let mut one = vec![job];
        let open = self.try_submit_batch(&mut one).is_ok();
        match one.pop() {
            None => Ok(()),
            Some(job) if open => Err(TryPushError::Full(job)),
            Some(job) => Err(TryPushError::Closed(job)),
        }
    }
}
