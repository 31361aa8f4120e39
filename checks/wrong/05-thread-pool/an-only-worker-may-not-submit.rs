//! lesson: 05
//! mistake: refuses what the only worker of a pool hands in, room or not, lest it waits for room that only it could make
//! expect: a job that a job submitted runs
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        // With two workers, the other one makes room.
        if self.crew.size() == 1 && self.crew.contains_current() {
            return Err(Closed(job));
        }
        self.shared.queue.push(job)
    }
}
