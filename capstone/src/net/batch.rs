//! Requests that go to a worker together, and come back together.
//!
//! To submit one request and to post its reply costs two locks and perhaps two wake-ups: much more than a small ECHO
//! itself. So quick requests that were read in one turn form a batch. Any other request is a batch of its own. A batch
//! always comes back, even if its job panics or is discarded.

use super::completions::Completions;
use super::request::Request;
use crate::observe::{Level, Logger};
use crate::sync::thread;
use crate::threads::Job;
use std::sync::Arc;
use std::time::Instant;

/// Requests in the order in which they came.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) requests: Vec<Request>,
    /// When the event loop had read them.
    pub(super) arrived: Instant,
    /// When a worker began with the first; none if no worker did.
    pub(super) begun: Option<Instant>,
}

/// What every worker needs: the list for its completions, and the log.
#[derive(Debug)]
pub(super) struct WorkerContext {
    pub(super) completions: Completions<Batch>,
    pub(super) logger: Logger,
}

/// A batch in the pool.
#[derive(Debug)]
pub(super) struct BatchJob {
    /// `Some` until the drop takes it out.
    batch: Option<Batch>,
    context: Arc<WorkerContext>,
}

impl Batch {
    /// The most requests in a batch. More would keep a worker from sharing them with the others.
    const MAX: usize = 32;

    /// A batch of one, in memory that was used before.
    pub(super) fn of(request: Request, arrived: Instant, mut room: Vec<Request>) -> Self {
        room.push(request);
        Self { requests: room, arrived, begun: None }
    }

    /// Adds `request`, if it and the requests of the batch are quick, and it came with them.
    ///
    /// # Errors
    ///
    /// Gives the request back.
    pub(super) fn add(&mut self, request: Request, arrived: Instant) -> Result<(), Request> {
        // A batch that does not begin with a quick one has only that one.
        let is_quick = self.requests.first().is_some_and(|first| first.work.is_quick());
        let fits = self.requests.len() < Self::MAX && self.arrived == arrived;
        if !fits || !is_quick || !request.work.is_quick() {
            return Err(request);
        }
        self.requests.push(request);
        Ok(())
    }

    /// Serves the requests, one after the other.
    pub(super) fn run(&mut self, logger: &Logger) {
        let begun = Instant::now();
        self.begun = Some(begun);
        let is_traced = logger.enabled(Level::Debug);
        for request in &mut self.requests {
            if is_traced {
                let waited = begun - self.arrived;
                trace(
                    logger,
                    request,
                    format_args!("taken by {} after {waited:.1?} in the queue", thread_name()),
                );
            }
            request.serve(logger);
            if is_traced {
                let took = self.arrived.elapsed();
                trace(
                    logger,
                    request,
                    format_args!("done by {}, {took:.1?} after it was read", thread_name()),
                );
            }
        }
    }
}

impl BatchJob {
    pub(super) fn new(batch: Batch, context: Arc<WorkerContext>) -> Self {
        Self { batch: Some(batch), context }
    }
}

impl Job for BatchJob {
    fn run(mut self) {
        if let Some(batch) = &mut self.batch {
            batch.run(&self.context.logger);
        }
        // Here the job is dropped, which posts the batch.
    }
}

impl Drop for BatchJob {
    /// Posts the batch: after it ran, if it is discarded, and while a panic unwinds.
    fn drop(&mut self) {
        if let Some(batch) = self.batch.take() {
            self.context.completions.post(batch);
        }
    }
}

fn trace(logger: &Logger, request: &Request, message: std::fmt::Arguments<'_>) {
    logger.debug("pool", Some(request.id()), message);
}

fn thread_name() -> String {
    thread::current().name().unwrap_or("unnamed").to_owned()
}
