//! lesson: 05
//! mistake: a pool with a queue of 0 gets a queue of 1
//! expect: a pool with a queue of 0 must panic when it is made: no job could be submitted, but it was made
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool of 0 workers would never run a job: ask for at least 1");
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(capacity.max(1)),
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
