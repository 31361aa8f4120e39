//! lesson: 05
//! mistake: dropping the pool joins its workers, also from inside a job
//! expect: a job that drops its own pool must go on to its end
//! file: capstone/src/threads/pool.rs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        let _ = std::mem::take(&mut self.crew).join();
    }
}
