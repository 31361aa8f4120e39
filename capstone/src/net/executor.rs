//! Runs the requests: in the pool, or, without workers, in the event loop itself.

use super::admission::most_in_pool;
use super::batch::{Batch, BatchJob, WorkerContext};
use super::config::ServerConfig;
use crate::threads::{Shutdown, SpawnError, ThreadPool};
use std::sync::Arc;
use std::time::Instant;

/// Where admitted requests run.
#[derive(Debug)]
pub(super) enum Executor {
    /// The baseline: each request delays every other client while it runs.
    Inline,
    Pool {
        pool: ThreadPool<BatchJob>,
        /// Empty between two submissions; kept for its room.
        jobs: Vec<BatchJob>,
    },
}

impl Executor {
    pub(super) fn start(config: &ServerConfig) -> Result<Self, SpawnError> {
        if config.workers == 0 {
            return Ok(Self::Inline);
        }
        // The server admits no more than this many requests, so a submission never finds the queue full.
        let pool = ThreadPool::start(config.workers, most_in_pool(config))?;
        Ok(Self::Pool { pool, jobs: Vec::new() })
    }

    /// Submits all of `batches`. Those that are finished already when this returns are added to `finished`.
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        finished: &mut Vec<Batch>,
    ) {
        match self {
            Self::Inline => {
                for mut batch in batches.drain(..) {
                    batch.run(&context.logger);
                    finished.push(batch);
                }
            }
            Self::Pool { pool, jobs } if !batches.is_empty() => {
                jobs.extend(batches.drain(..).map(|batch| BatchJob::new(batch, Arc::clone(context))));
                let result = pool.try_submit_batch(jobs);
                assert!(result.is_ok() && jobs.is_empty(), "the server admits no more than the queue holds");
            }
            Self::Pool { .. } => {}
        }
    }

    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Self::Inline)
    }

    /// Ends the pool. By then every request has come back, or `deadline` has passed: then the waiting ones are
    /// discarded, and come back, too.
    pub(super) fn shutdown_by(self, deadline: Instant) {
        if let Self::Pool { pool, .. } = self {
            pool.shutdown_by(Shutdown::Discard, deadline);
        }
    }
}
