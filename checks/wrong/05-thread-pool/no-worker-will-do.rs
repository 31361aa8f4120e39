//! lesson: 05
//! mistake: makes a pool of 0 workers, which takes jobs and runs none
//! expect: a pool of 0 workers must panic when it is made
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(capacity),
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
