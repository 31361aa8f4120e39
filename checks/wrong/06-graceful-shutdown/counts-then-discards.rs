//! lesson: 06
//! mistake: counts what waits, and takes it out in a second step: meanwhile a worker may take one
//! expect: a discard that meets its deadline must count each job once
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let count = self.depth() as u64;
        self.shared.queue.take_all().into_iter().for_each(drop_quietly);
        count
    }
}
