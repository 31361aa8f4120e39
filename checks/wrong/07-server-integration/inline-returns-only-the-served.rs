//! lesson: 07
//! mistake: without workers, gives back only the requests that have a reply: nobody answers one that panicked
//! expect: a request that panics must be answered with ERROR internal, and the loop live
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
                    batch.run(&context.logger);
                    batch.requests.retain(|request| request.state == RequestState::Served);
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
