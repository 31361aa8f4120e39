//! lesson: 06
//! mistake: takes what waits out one by one: between two of them a worker takes a job, and runs it
//! expect: once a job is dropped, no other that waited must run
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let mut count = 0;
        while let Some(job) = self.shared.queue.pop() {
            drop_quietly(job);
            count += 1;
        }
        count
    }
}
