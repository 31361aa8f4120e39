//! lesson: 07
//! mistake: hands the last batch over first
//! expect: requests must be handed to the workers in the order in which they came
//! file: capstone/src/net/executor.rs
impl Executor {
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        finished: &mut Vec<Batch>,
    ) {
        while let Some(mut batch) = batches.pop() {
            match self {
                Self::Inline => {
                    batch.run(&context.logger);
                    finished.push(batch);
                }
                Self::Pool { pool, .. } => {
                    let taken = pool.try_submit(BatchJob::new(batch, Arc::clone(context)));
                    assert!(taken.is_ok(), "the server admits no more than the queue holds");
                }
            }
        }
    }
}
