//! Ending a pool in order, with an account of every job.
//!
//! Closing the queue is the signal to the workers: they take the jobs that are left, find the queue closed and drained,
//! and end. Two questions remain: what happens to the jobs that wait (drain or discard), and how long to wait for those
//! that run (a deadline). A running job is never killed: a thread that is stopped anywhere leaves its locks taken.

use super::job::Job;
use super::pool::ThreadPool;
use super::tally::drop_quietly;
use std::time::Instant;
use std::{fmt, mem};

/// What a shutdown does with the jobs that wait in the queue when it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shutdown {
    /// They run.
    Drain,
    /// They are dropped without running, and counted.
    Discard,
}

/// How every job ended that a pool accepted.
///
/// Always: `accepted = completed + panicked + discarded + abandoned`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ShutdownReport {
    /// Jobs that the pool accepted.
    pub accepted: u64,
    /// Jobs that ran to their end.
    pub completed: u64,
    /// Jobs that ended in a panic.
    pub panicked: u64,
    /// Jobs dropped from the queue before they ran.
    pub discarded: u64,
    /// Jobs for which the shutdown did not wait: those still running when the deadline passed, or, after a shutdown
    /// from inside a job, all that had not ended.
    pub abandoned: u64,
}

impl<J: Job> ThreadPool<J> {
    /// Closes the pool, waits until every worker has ended, and accounts for every job.
    ///
    /// A call from inside one of the pool's own jobs does not wait, because this job would wait for itself. The workers
    /// run what is not discarded after the call has returned, as they do when the pool is dropped there; the report
    /// counts it as abandoned.
    ///
    /// ```
    /// use capstone::threads::{Shutdown, ThreadPool};
    ///
    /// let pool = ThreadPool::new(2, 8)?;
    /// for _ in 0..5 {
    ///     pool.submit(Box::new(|| ())).unwrap();
    /// }
    /// let report = pool.shutdown(Shutdown::Drain);
    /// assert_eq!((report.accepted, report.completed, report.abandoned), (5, 5, 0));
    /// # Ok::<(), capstone::threads::SpawnError>(())
    /// ```
    pub fn shutdown(self, how: Shutdown) -> ShutdownReport {
        self.end(how, None)
    }

    /// Like [`shutdown`](Self::shutdown), but waits no longer than to `deadline`.
    ///
    /// Jobs that still wait then are discarded, those that still run are abandoned: their threads run on, and end with
    /// the process at the latest.
    pub fn shutdown_by(self, how: Shutdown, deadline: Instant) -> ShutdownReport {
        self.end(how, Some(deadline))
    }

    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        let crew = mem::take(&mut self.crew);
        self.close();
        let mut discarded = if how == Shutdown::Discard { self.discard_waiting() } else { 0 };
        let time_is_up = match deadline {
            Some(deadline) if crew.contains_current() => deadline <= Instant::now(),
            Some(deadline) => !self.shared.working.wait_until(deadline),
            None => false,
        };
        if time_is_up {
            discarded += self.discard_waiting();
            crew.detach();
        } else {
            drop(crew); // joins, unless it is one of the crew that does this
        }
        self.account(discarded)
    }

    /// Empties the queue. The jobs are dropped after the lock is released: a destructor may take its time.
    fn discard_waiting(&self) -> u64 {
        let waiting = self.shared.queue.take_all();
        let count = waiting.len() as u64;
        waiting.into_iter().for_each(drop_quietly);
        count
    }

    /// An accepted job without another end is one that a worker still runs, or will still run.
    fn account(&self, discarded: u64) -> ShutdownReport {
        let totals = self.totals();
        let ended = totals.completed + totals.panicked + discarded;
        ShutdownReport {
            accepted: totals.accepted,
            completed: totals.completed,
            panicked: totals.panicked,
            discarded,
            abandoned: totals.accepted - ended,
        }
    }
}

impl fmt::Display for ShutdownReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { accepted, completed, panicked, discarded, abandoned } = self;
        write!(
            f,
            "accepted {accepted} = completed {completed} + panicked {panicked} + discarded {discarded} + abandoned \
             {abandoned}"
        )
    }
}
