//! lesson: 07
//! mistake: submits the batches one by one from the end of the list: the pool gets what came last first
//! expect: requests must be handed to the workers in the order in which they came
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
                while let Some(batch) = batches.pop() {
                    let taken = pool.try_submit(BatchJob::new(batch, Arc::clone(context)));
                    assert!(taken.is_ok(), "the server admits no more than the queue holds");
                }
            }
        }
    }
}
