//! lesson: 07
//! right: hands the batches over in one call, made of an iterator; the job posts its batch with `into_iter`
//! file: capstone/src/net/executor.rs
impl Drop for BatchJob {
    fn drop(&mut self) {
        self.batch.take().into_iter().for_each(|batch| self.context.completions.post(batch));
    }
}

impl Executor {
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        finished: &mut Vec<Batch>,
    ) {
        let Self::Pool { pool, .. } = self else {
            batches.iter_mut().for_each(|batch| batch.run(&context.logger));
            finished.append(batches);
            return;
        };
        let job = |batch| BatchJob::new(batch, Arc::clone(context));
        let mut jobs: Vec<BatchJob> = std::mem::take(batches).into_iter().map(job).collect();
        let taken = pool.try_submit_batch(&mut jobs);
        assert!(taken.is_ok() && jobs.is_empty(), "the server admits no more than the queue holds");
    }
}
