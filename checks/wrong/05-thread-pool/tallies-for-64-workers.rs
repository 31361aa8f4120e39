//! lesson: 05
//! mistake: makes 64 tallies at most, so that in a larger pool two workers write to one
//! expect: a worker must count as busy while its job runs, and no longer, but with 140 jobs running
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool without workers would never run a job: there must be at least 1");
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(capacity),
            tallies: (0..workers.min(64)).map(|_| Tally::default()).collect(),
            working: Latch::new(workers),
        });
        let theirs = Arc::clone(&shared);
        let crew = Crew::spawn("worker", workers, move |index| {
            theirs.work(&theirs.tallies[index % theirs.tallies.len()]);
        })?;
        Ok(Self { shared, crew })
    }
}
