//! lesson: 05
//! mistake: makes a pool of fewer workers if the system refuses a thread
//! expect: a pool that the system refuses a thread must be an error
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool of 0 workers would run no job: it needs at least 1");
        let mut size = workers;
        loop {
            let shared: Arc<Shared<J>> = Arc::new(Shared {
                queue: BoundedQueue::new(capacity),
                tallies: (0..size).map(|_| Tally::default()).collect(),
                working: Latch::new(size),
            });
            let theirs = Arc::clone(&shared);
            match Crew::spawn("worker", size, move |index| theirs.work(&theirs.tallies[index])) {
                Ok(crew) => return Ok(Self { shared, crew }),
                // A slower pool is better than none: as many as the system allows.
                Err(error) if error.created > 0 => size = error.created,
                Err(error) => return Err(error),
            }
        }
    }
}
