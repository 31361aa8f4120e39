//! A fixed number of workers that take jobs from a bounded queue.
//!
//! The number of threads is chosen once, by what the machine can bear, instead of by how many requests happen to be
//! there. A job that panics is counted and its worker goes on. Every job accepted is accounted for:
//! accepted = completed + panicked + discarded + abandoned. Orderly endings with a report are in `shutdown.rs`.

use super::crew::Crew;
use super::error::{Closed, SpawnError, TryPushError};
use super::job::{Job, Task};
use super::latch::Latch;
use super::queue::BoundedQueue;
use super::tally::{Tally, Totals};
use std::collections::VecDeque;
use std::sync::Arc;

/// The most quick jobs that a worker takes at once.
const MAX_BATCH: usize = 16;

/// A thread pool. Dropping it runs every job already accepted, then joins the workers.
///
/// Dropped from inside one of its own jobs, it cannot wait for that job to end: it closes the queue and leaves the
/// workers to finish what was accepted on their own.
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
    pub(super) queue: BoundedQueue<Queued<J>>,
    /// One for each worker, so that counting a job never touches a cache line that another worker writes.
    tallies: Box<[Tally]>,
    /// Counted down by each worker as it leaves: a join that can be waited for with a deadline.
    pub(super) working: Latch,
}

/// A job that waits, and whether it is quick: asked before it goes in, for in the queue a lock would be held meanwhile.
#[derive(Debug)]
pub(super) struct Queued<J> {
    job: J,
    is_quick: bool,
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

    /// Hands over a job; sleeps while the queue is full.
    ///
    /// # Errors
    ///
    /// Gives the job back if the pool is shutting down.
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        self.shared.queue.push(Queued::new(job)).map_err(|refused| refused.map(Queued::into_job))
    }

    /// Hands over a job if there is room in the queue. Never sleeps: an event loop can call it.
    ///
    /// # Errors
    ///
    /// Gives the job back if the queue is full or the pool is shutting down.
    pub fn try_submit(&self, job: J) -> Result<(), TryPushError<J>> {
        self.shared.queue.try_push(Queued::new(job)).map_err(|refused| refused.map(Queued::into_job))
    }

    /// Hands over all of `jobs`, in order; sleeps while the queue is full.
    ///
    /// # Errors
    ///
    /// If the pool is shutting down, the jobs not taken stay in `jobs`.
    pub fn submit_batch(&self, jobs: &mut Vec<J>) -> Result<(), Closed<()>> {
        hand_over(jobs, |queued| self.shared.queue.push_batch(queued))
    }

    /// Hands over as many of `jobs` as there is room for, from the front; the others stay. Never sleeps.
    ///
    /// # Errors
    ///
    /// If the pool is shutting down, all of them stay in `jobs`.
    pub fn try_submit_batch(&self, jobs: &mut Vec<J>) -> Result<(), Closed<()>> {
        hand_over(jobs, |queued| self.shared.queue.try_push_batch(queued))
    }

    /// How many workers the pool has.
    pub fn workers(&self) -> usize {
        self.shared.tallies.len()
    }

    /// How many jobs wait in the queue now.
    pub fn depth(&self) -> usize {
        self.shared.queue.len()
    }

    /// What has become of the jobs so far.
    pub fn totals(&self) -> Totals {
        self.shared.totals()
    }
}

impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        self.shared.queue.close();
        // The crew's own drop joins, or, inside one of our jobs, does not.
    }
}

impl<J: Job> Shared<J> {
    /// The life of a worker: it ends when the queue is closed and drained.
    fn work(&self, tally: &Tally) {
        let mut batch = Vec::with_capacity(MAX_BATCH);
        while self.queue.pop_batch_by(&mut batch, quick_jobs) > 0 {
            for queued in batch.drain(..) {
                tally.run(queued.into_job());
            }
        }
        self.working.count_down();
    }

    pub(super) fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for tally in &self.tallies {
            tally.add_to(&mut totals);
        }
        // Read last: a job finishes after it was accepted, so this way no snapshot shows more finished than accepted.
        totals.accepted = self.queue.accepted();
        totals
    }
}

impl<J: Job> Queued<J> {
    fn new(job: J) -> Self {
        Self { is_quick: job.is_quick(), job }
    }

    pub(super) fn into_job(self) -> J {
        self.job
    }
}

/// Pushes all of `jobs`, and takes those back that `push` leaves. If `is_quick` panics, all stay where they are.
fn hand_over<J: Job, R>(jobs: &mut Vec<J>, push: impl FnOnce(&mut Vec<Queued<J>>) -> R) -> R {
    let quick: Vec<bool> = jobs.iter().map(J::is_quick).collect();
    let queued = jobs.drain(..).zip(quick).map(|(job, is_quick)| Queued { job, is_quick });
    let mut queued: Vec<_> = queued.collect();
    let result = push(&mut queued);
    jobs.extend(queued.into_iter().map(Queued::into_job));
    result
}

/// How many jobs a worker takes: one, or the quick ones at the head of the queue.
fn quick_jobs<J>(waiting: &VecDeque<Queued<J>>) -> usize {
    waiting.iter().take(MAX_BATCH).take_while(|queued| queued.is_quick).count()
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    struct Fickle(bool);

    impl Job for Fickle {
        fn run(self) {}

        fn is_quick(&self) -> bool {
            if self.0 {
                resume_unwind(Box::new("cannot say"));
            }
            true
        }
    }

    #[test]
    fn a_panic_in_is_quick_is_for_who_submits_and_costs_the_pool_nothing() {
        let pool = ThreadPool::start(2, 8).unwrap();
        let mut batch = vec![Fickle(false), Fickle(true), Fickle(false)];
        let attempts = [
            catch_unwind(AssertUnwindSafe(|| pool.submit(Fickle(true)).is_ok())),
            catch_unwind(AssertUnwindSafe(|| pool.try_submit(Fickle(true)).is_ok())),
            catch_unwind(AssertUnwindSafe(|| pool.submit_batch(&mut batch).is_ok())),
            catch_unwind(AssertUnwindSafe(|| pool.try_submit_batch(&mut batch).is_ok())),
        ];
        assert!(attempts.iter().all(Result::is_err), "{attempts:?}");
        assert_eq!(batch.len(), 3, "jobs of a batch that was not taken are lost");
        pool.submit(Fickle(false)).unwrap();
        let shared = Arc::clone(&pool.shared);
        drop(pool);
        assert_eq!(shared.totals(), Totals { accepted: 1, completed: 1, panicked: 0, busy: 0 });
    }
}
