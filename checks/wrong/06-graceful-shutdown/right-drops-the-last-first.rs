//! lesson: 06
//! right: drops what waits from the newest to the oldest, and counts while it does so
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let mut waiting = self.shared.queue.take_all();
        let mut count = 0;
        while let Some(job) = waiting.pop() {
            drop_quietly(job);
            count += 1;
        }
        count
    }
}
