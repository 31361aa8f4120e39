//! lesson: 07
//! mistake: without workers, takes the batches from the end of the list: what came together runs in reverse
//! expect: without workers, requests must run in the order in which they came

impl Executor {
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        finished: &mut Vec<Batch>,
    ) {
        match self {
            Self::Inline => {
                while let Some(mut batch) = batches.pop() {
                    batch.run(&context.logger);
                    finished.push(batch);
                }
            }
            Self::Pool { pool, jobs } => {
                jobs.extend(batches.drain(..).map(|batch| BatchJob::new(batch, Arc::clone(context))));
                let submitted = pool.try_submit_batch(jobs);
                assert!(submitted.is_ok() && jobs.is_empty(), "the pool has room for all, and is open");
            }
        }
    }
}
