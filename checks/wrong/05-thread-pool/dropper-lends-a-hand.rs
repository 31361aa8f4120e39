//! lesson: 05
//! mistake: the thread that drops the pool runs waiting jobs itself, beside the workers, and counts them nowhere
//! expect: a job that waits while its pool is dropped must run on a worker
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        // We would only wait: so lend the workers a hand.
        let mine = Tally::default();
        while let Some(job) = self.shared.queue.pop() {
            mine.run(job);
        }
    }
}
