//! lesson: 07
//! right: submits one batch after the other, each under a lock of its own
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
                    batch.run(&context.logger);
                    finished.push(batch);
                }
            }
            Self::Pool { pool, .. } => {
                for batch in batches.drain(..) {
                    let submitted = pool.try_submit(BatchJob::new(batch, Arc::clone(context)));
                    assert!(submitted.is_ok(), "the loop admits no more than the queue holds");
                }
            }
        }
    }
}
