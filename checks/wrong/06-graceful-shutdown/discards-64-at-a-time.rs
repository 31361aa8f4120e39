//! lesson: 06
//! mistake: takes the waiting jobs out 64 at a time, and while it drops those, a worker takes the next
//! expect: once a job is dropped, no other that waited must run
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let (mut discarded, mut jobs) = (0, Vec::new());
        while self.shared.queue.pop_batch(64, &mut jobs) > 0 {
            discarded += jobs.len() as u64;
            jobs.drain(..).for_each(drop_quietly);
        }
        discarded
    }
}
