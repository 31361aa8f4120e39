//! lesson: 07
//! mistake: makes one job of all batches: a worker serves them one after the other, and the others have nothing to do
//! expect: requests that came in one write must all be handed to the workers at once
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
                let mut batches = batches.drain(..);
                let Some(mut all) = batches.next() else { return };
                batches.for_each(|batch| all.requests.extend(batch.requests));
                let taken = pool.try_submit(BatchJob::new(all, Arc::clone(context)));
                assert!(taken.is_ok(), "the server admits no more than the queue holds");
            }
        }
    }
}
