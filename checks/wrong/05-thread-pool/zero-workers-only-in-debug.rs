//! lesson: 05
//! mistake: refuses a pool without workers in a debug build only
//! expect: only a debug build did
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        debug_assert!(workers > 0, "a pool without workers would never run a job");
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(capacity),
            tallies: (0..workers).map(|_| Tally::default()).collect(),
            working: Latch::new(workers),
        });
        let theirs = Arc::clone(&shared);
        let crew = Crew::spawn("worker", workers, move |index| theirs.work(&theirs.tallies[index]))?;
        Ok(Self { shared, crew })
    }
}
