//! lesson: 07
//! mistake: without workers, serves 16 requests of a batch, so that the loop gets back to its sockets: nobody serves the others
//! expect: one too many was refused: Some((7
//! file: capstone/src/net/executor.rs

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
                    batch.begun = Some(Instant::now());
                    batch.requests.iter_mut().take(16).for_each(|request| request.serve(&context.logger));
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
