//! lesson: 05
//! mistake: drop takes every thread called worker-N for one of its own, so a job of another pool does not wait
//! expect: a job that drops another pool must wait for that pool's jobs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        let is_inside = std::thread::current().name().is_some_and(|name| name.starts_with("worker-"));
        if is_inside {
            std::mem::take(&mut self.crew).detach();
        }
    }
}
