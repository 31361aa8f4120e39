//! lesson: 05
//! mistake: dropping the pool drops what waits
//! expect: dropping a pool must wait until every accepted job has run
//! file: capstone/src/threads/pool.rs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        drop(self.shared.queue.take_all());
    }
}
