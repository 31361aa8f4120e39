//! lesson: 05
//! mistake: the queue has at least as many places as there are workers
//! expect: it took a second job into a queue of one
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool of 0 workers would never run a job: ask for at least 1");
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(if capacity > 0 { capacity.max(workers) } else { 0 }),
            tallies: (0..workers).map(|_| Tally::default()).collect(),
            working: Latch::new(workers),
        });
        let crew = Crew::spawn("worker", workers, {
            let shared = Arc::clone(&shared);
            move |index| shared.work(&shared.tallies[index])
        })?;
        Ok(Self { shared, crew })
    }
}
