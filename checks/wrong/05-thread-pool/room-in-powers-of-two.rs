//! lesson: 05
//! mistake: rounds the capacity up to a power of two, as ring buffers do
//! expect: it took job 4 into a queue of 3

impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool without workers would run no job: there must be at least 1");
        assert!(capacity > 0, "a pool without room would take no job: there must be room for at least 1");
        let room = capacity.checked_next_power_of_two().unwrap_or(capacity);
        let shared = Arc::new(Shared {
            queue: BoundedQueue::new(room),
            tallies: (0..workers).map(|_| Tally::default()).collect(),
            working: Latch::new(workers),
        });
        let theirs = Arc::clone(&shared);
        let crew = Crew::spawn("worker", workers, move |index| theirs.work(&theirs.tallies[index]))?;
        Ok(Self { shared, crew })
    }
}
