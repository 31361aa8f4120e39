//! lesson: 06
//! mistake: drops what waits as one list: a destructor that panics ends the shutdown
//! expect: a discarded job whose destructor panics must not stop the shutdown
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        self.shared.queue.take_all().len() as u64
    }
}
