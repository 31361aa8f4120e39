//! lesson: 05
//! mistake: the drop waits at the latch and detaches: a worker may outlive its pool
//! expect: no worker must outlive its pool
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.shared.queue.close();
        let crew = std::mem::take(&mut self.crew);
        // At zero every worker has ended, so there is nothing left to join.
        if crew.size() > 0 && !crew.contains_current() {
            self.shared.working.wait();
        }
        crew.detach();
    }
}
