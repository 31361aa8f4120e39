//! A fixed number of workers that take jobs from a bounded queue.
//!
//! The owner chooses the number of threads once, by what the machine can bear; the number of requests does not decide
//! it. A job that panics is counted, and its worker goes on. Every accepted job is accounted for: accepted = completed
//! + panicked + discarded + abandoned. `shutdown.rs` ends a pool with a report.

use super::crew::Crew;
use super::error::{Closed, SpawnError, TryPushError};
use super::job::{Job, Task};
use super::latch::Latch;
use super::queue::BoundedQueue;
use super::tally::{Tally, Totals};
use std::sync::Arc;

/// A thread pool. Dropping it runs every job already accepted, then joins the workers.
///
/// A pool that is dropped inside one of its own jobs cannot wait for that job to end: it closes the queue, and the
/// workers run the accepted jobs and end by themselves.
///
/// ```
/// use capstone::threads::ThreadPool;
/// use std::sync::mpsc;
///
/// let pool = ThreadPool::new(4, 64)?;
/// let (results, inbox) = mpsc::channel();
/// for n in 1..=10 {
///     let results = results.clone();
///     pool.submit(Box::new(move || results.send(n * n).unwrap())).unwrap();
/// }
/// drop((pool, results));
/// assert_eq!(inbox.iter().sum::<u32>(), 385);
/// # Ok::<(), capstone::threads::SpawnError>(())
/// ```
#[derive(Debug)]
pub struct ThreadPool<J: Job = Task> {
    pub(super) shared: Arc<Shared<J>>,
    pub(super) crew: Crew,
}

/// What the workers share with the pool's owner.
#[derive(Debug)]
pub(super) struct Shared<J> {
    pub(super) queue: BoundedQueue<J>,
    /// One for each worker, so that a worker never writes to a cache line that another worker writes.
    tallies: Box<[Tally]>,
    /// Each worker counts it down as it ends. Unlike a join, a wait at a latch can have a deadline.
    pub(super) working: Latch,
}

impl ThreadPool {
    /// A pool for boxed closures; see [`start`](Self::start).
    ///
    /// # Errors
    ///
    /// If a thread cannot be created; then none is left running.
    ///
    /// # Panics
    ///
    /// If `workers` or `capacity` is 0: no job could ever run.
    pub fn new(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        Self::start(workers, capacity)
    }
}

impl<J: Job> ThreadPool<J> {
    /// Starts `workers` threads that share a queue of at most `capacity` waiting jobs.
    ///
    /// # Errors
    ///
    /// If a thread cannot be created; then none is left running.
    ///
    /// # Panics
    ///
    /// If `workers` or `capacity` is 0: no job could ever run. Also if there is no memory for the counters of so many
    /// workers, 128 bytes each.
    pub fn start(workers: usize, capacity: usize) -> Result<Self, SpawnError> {
        assert!(workers > 0, "a pool of 0 workers would never run a job: ask for at least 1");
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

    /// Submits a job; sleeps while the queue is full.
    ///
    /// # Errors
    ///
    /// Gives the job back if the pool is shutting down.
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        self.shared.queue.push(job)
    }

    /// Submits a job if there is room in the queue. Never sleeps, so an event loop can call it.
    ///
    /// # Errors
    ///
    /// Gives the job back if the queue is full or the pool is shutting down.
    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        self.shared.queue.try_push(job)
    }

    /// Submits all of `jobs`, in order; sleeps while the queue is full.
    ///
    /// # Errors
    ///
    /// If the pool is shutting down, the refused jobs stay in `jobs`.
    pub fn submit_batch(&self, jobs: &mut Vec<J>) -> Result<(), Closed<()>> {
        self.shared.queue.push_batch(jobs)
    }

    /// Submits as many of `jobs` as there is room for, from the front; the others stay. Never sleeps.
    ///
    /// # Errors
    ///
    /// If the pool is shutting down, all of them stay in `jobs`.
    pub fn try_submit_batch(&self, jobs: &mut Vec<J>) -> Result<(), Closed<()>> {
        self.shared.queue.try_push_batch(jobs)
    }

    /// Takes no more jobs in. The workers run the accepted jobs, and end.
    pub fn close(&self) {
        self.shared.queue.close();
    }

    /// How many workers the pool has. After [`close`](Self::close) they become fewer.
    pub fn workers(&self) -> usize {
        self.shared.working.remaining()
    }

    /// How many jobs wait in the queue now.
    pub fn depth(&self) -> usize {
        self.shared.queue.len()
    }

    /// How many jobs have ended in which way so far.
    pub fn totals(&self) -> Totals {
        self.shared.totals()
    }
}

impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.close();
        // The crew's own drop joins, except inside one of our own jobs.
    }
}

impl<J: Job> Shared<J> {
    /// The loop of a worker: it ends when the queue is closed and drained.
    fn work(&self, tally: &Tally) {
        while let Some(job) = self.queue.pop() {
            tally.run(job);
        }
        self.working.count_down();
    }

    pub(super) fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for tally in &self.tallies {
            tally.add_to(&mut totals);
        }
        // Read last: a job completes after it was accepted, so no snapshot shows more completed than accepted.
        totals.accepted = self.queue.accepted();
        totals
    }
}
