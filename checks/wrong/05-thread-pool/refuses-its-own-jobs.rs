//! lesson: 05
//! mistake: refuses what a worker hands in, lest it waits for room that only it could make
//! expect: a job must be able to use the pool that runs it
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        if self.crew.contains_current() {
            return Err(Closed(job));
        }
        self.shared.queue.push(job)
    }
}
