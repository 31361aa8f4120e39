//! lesson: 05
//! mistake: dropped inside one of its own jobs, where it cannot wait for those that wait, the pool drops them
//! expect: the three jobs behind it run, too
//! file: capstone/src/threads/pool.rs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        if self.crew.contains_current() {
            // Nobody waits for them any more.
            drop(self.shared.queue.take_all());
        }
    }
}
