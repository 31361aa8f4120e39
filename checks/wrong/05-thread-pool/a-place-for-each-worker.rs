//! lesson: 05
//! mistake: the queue has at least as many places as there are workers, and so one of 0 is made
//! expect: it took job 2 into a queue of 1
impl<J: Job> ThreadPool<J> {
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool without workers would never run a job");
        // A queue that is shorter than the workers are many would keep some of them idle.
        let queue = BoundedQueue::new(capacity.max(workers));
        let tallies = (0..workers).map(|_| Tally::default()).collect();
        let shared = Arc::new(Shared { queue, tallies, working: Latch::new(workers) });
        let theirs = Arc::clone(&shared);
        let crew = Crew::spawn("worker", workers, move |index| theirs.work(&theirs.tallies[index]))?;
        Ok(Self { shared, crew })
    }
}
