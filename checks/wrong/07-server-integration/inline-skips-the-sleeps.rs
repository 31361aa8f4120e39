//! lesson: 07
//! mistake: without workers, does not sleep for a request that asks for it, and answers at once: an event loop must not sleep
//! expect: 8 workers must serve at least 7.5 times the requests that none serve in a second
//! file: capstone/src/net/executor.rs
use super::request::RequestState;

impl Executor {
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        finished: &mut Vec<Batch>,
    ) {
        match self {
            Self::Inline => {
                for mut batch in batches.drain(..) {
                    if batch.requests.iter().all(|request| request.work.needs_cpu()) {
                        batch.run(&context.logger);
                    } else {
                        batch.requests.iter_mut().for_each(|request| request.state = RequestState::Served);
                    }
                    finished.push(batch);
                }
            }
            Self::Pool { pool, jobs } => {
                jobs.extend(batches.drain(..).map(|batch| BatchJob::new(batch, Arc::clone(context))));
                let result = pool.try_submit_batch(jobs);
                assert!(result.is_ok() && jobs.is_empty(), "the server admits no more than the queue holds");
            }
        }
    }
}
