//! lesson: 05
//! mistake: dropped while its owner panics, the pool detaches its workers instead of waiting: accepted jobs may not run
//! expect: dropping a pool must wait until every accepted job has run
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        if std::thread::panicking() {
            // Nobody wants to wait for jobs while a panic is on its way up.
            std::mem::take(&mut self.crew).detach();
        }
    }
}
