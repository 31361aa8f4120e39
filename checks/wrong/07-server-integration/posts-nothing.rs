//! lesson: 07
//! mistake: a job that is dropped keeps its batch
//! expect: every reply must come, though nothing but its completion wakes the loop
//! file: capstone/src/net/batch.rs
impl Drop for BatchJob {
    fn drop(&mut self) {
        self.batch = None;
    }
}
