//! lesson: 05
//! mistake: `submit` gives up if the queue is full
//! expect: submit must sleep while the queue is full, and return when there is room
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        self.try_submit(job).map_err(|refused| Closed(refused.into_inner()))
    }
}
