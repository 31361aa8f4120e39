//! lesson: 07
//! mistake: the loop runs the requests, with workers as without
//! expect: a request that takes long must not hold up another connection
//! file: capstone/src/net/executor.rs
impl Executor {
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        finished: &mut Vec<Batch>,
    ) {
        for mut batch in batches.drain(..) {
            batch.run(&context.logger);
            finished.push(batch);
        }
    }
}
