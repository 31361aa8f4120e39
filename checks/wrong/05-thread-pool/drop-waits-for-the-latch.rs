//! lesson: 05
//! mistake: waits until the workers have counted down, and not until their threads have ended
//! expect: no worker must outlive its pool
//! file: capstone/src/threads/pool.rs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        let crew = std::mem::take(&mut self.crew);
        if !crew.contains_current() {
            self.shared.working.wait();
        }
        crew.detach();
    }
}
