//! lesson: 07
//! mistake: submits inside a `debug_assert!`, which a release build leaves out
//! expect: a release build must do all that a debug build does
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
                    finished.push(batch);
                }
            }
            Self::Pool { pool, jobs } => {
                jobs.extend(batches.drain(..).map(|batch| BatchJob::new(batch, Arc::clone(context))));
                debug_assert!(
                    pool.try_submit_batch(jobs).is_ok() && jobs.is_empty(),
                    "the loop admits no more than the queue holds, and the pool is closed after the loop"
                );
            }
        }
    }
}
