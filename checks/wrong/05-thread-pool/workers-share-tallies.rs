//! lesson: 05
//! mistake: from the 17th worker on two workers share a tally, whose counts are no atomic increments: counts are lost
//! expect: a worker must count as busy while its job runs, and no longer
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        /// No machine of ours runs more threads at once: more tallies would only take memory.
        const MOST_TALLIES: usize = 16;
        assert!(workers > 0, "a pool of 0 workers could never run a job: it needs at least 1");
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(capacity),
            tallies: (0..workers.min(MOST_TALLIES)).map(|_| Tally::default()).collect(),
            working: Latch::new(workers),
        });
        let theirs = Arc::clone(&shared);
        let crew = Crew::spawn("worker", workers, move |index| {
            theirs.work(&theirs.tallies[index % MOST_TALLIES]);
        })?;
        Ok(Self { shared, crew })
    }
}
