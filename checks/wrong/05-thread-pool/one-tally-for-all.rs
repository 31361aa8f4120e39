//! lesson: 05
//! mistake: all workers count in the first one's tally, which only one thread may write
//! expect: a worker must count as busy while its job runs, and no longer
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool of 0 workers would never run a job: ask for at least 1");
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(capacity),
            tallies: (0..workers).map(|_| Tally::default()).collect(),
            working: Latch::new(workers),
        });
        let crew = Crew::spawn("worker", workers, {
            let shared = Arc::clone(&shared);
            move |_| shared.work(&shared.tallies[0])
        })?;
        Ok(Self { shared, crew })
    }
}
