//! lesson: 06
//! mistake: one `drop_quietly` for the whole list: a second destructor that panics ends the process
//! expect: a discarded job whose destructor panics must not stop the shutdown
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let waiting = self.shared.queue.take_all();
        let count = waiting.len() as u64;
        drop_quietly(waiting);
        count
    }
}
