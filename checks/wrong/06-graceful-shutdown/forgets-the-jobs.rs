//! lesson: 06
//! mistake: forgets what waits, so that no destructor can panic: what the jobs hold is never freed
//! expect: discard must drop the jobs that wait, run none of them, and count them
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let waiting = self.shared.queue.take_all();
        let count = waiting.len() as u64;
        mem::forget(waiting);
        count
    }
}
