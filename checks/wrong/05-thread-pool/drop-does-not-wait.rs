//! lesson: 05
//! mistake: dropping the pool closes it, and lets the workers go
//! expect: dropping a pool must wait until every accepted job has run
//! file: capstone/src/threads/pool.rs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        std::mem::take(&mut self.crew).detach();
    }
}
