//! Who runs the requests: the pool, or, without workers, the event loop itself.

use super::config::ServerConfig;
use super::request::Request;
use crate::threads::{Job, Shutdown, ShutdownReport, SpawnError, ThreadPool};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// Where admitted requests go.
///
/// Both ways end in the completions, so the rest of the server does not see the difference.
#[derive(Debug)]
pub(super) enum Executor {
    /// The baseline: each request holds up every other client while it runs.
    Inline(ShutdownReport),
    Pool(ThreadPool<Request>),
}

impl Executor {
    pub(super) fn start(config: &ServerConfig) -> Result<Self, SpawnError> {
        if config.workers == 0 {
            return Ok(Self::Inline(ShutdownReport::default()));
        }
        // The server itself lets no more than this many jobs in, so a submission never finds the queue full.
        Ok(Self::Pool(ThreadPool::start(config.workers, most_jobs(config))?))
    }

    /// Hands over all of `batch`.
    pub(super) fn submit(&mut self, batch: &mut Vec<Request>) {
        match self {
            Self::Inline(report) => batch.drain(..).for_each(|request| run_inline(report, request)),
            Self::Pool(pool) if !batch.is_empty() => {
                let result = pool.try_submit_batch(batch);
                debug_assert!(
                    result.is_ok() && batch.is_empty(),
                    "the server admits no more than the queue holds"
                );
            }
            Self::Pool(_) => {}
        }
    }

    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Self::Inline(_))
    }

    /// Ends the pool. By then every job has come back, or `deadline` has passed.
    pub(super) fn shutdown_by(self, deadline: Instant) -> ShutdownReport {
        match self {
            Self::Inline(report) => report,
            Self::Pool(pool) => pool.shutdown_by(Shutdown::Discard, deadline),
        }
    }
}

/// How many jobs may be in the pool at once: one in each worker's hands, and the queue.
pub(super) fn most_jobs(config: &ServerConfig) -> usize {
    config.queue + config.workers
}

/// A panic ends the request, not the loop; its completion has been posted by then.
fn run_inline(report: &mut ShutdownReport, request: Request) {
    report.accepted += 1;
    match catch_unwind(AssertUnwindSafe(|| request.run())) {
        Ok(()) => report.completed += 1,
        Err(_) => report.panicked += 1,
    }
}
