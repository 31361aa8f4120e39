//! lesson: 07
//! mistake: hands the quick batches over before the slow ones, so that they need not wait: the slow ones may starve
//! expect: requests must be handed to the workers in the order in which they came
//! file: capstone/src/net/executor.rs
impl Executor {
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        finished: &mut Vec<Batch>,
    ) {
        let is_slow = |batch: &Batch| !batch.requests.iter().all(|request| request.work.is_quick());
        batches.sort_by_key(is_slow);
        match self {
            Self::Inline => {
                for mut batch in batches.drain(..) {
                    batch.run(&context.logger);
                    finished.push(batch);
                }
            }
            Self::Pool { pool, jobs } => {
                jobs.extend(batches.drain(..).map(|batch| BatchJob::new(batch, Arc::clone(context))));
                let result = pool.try_submit_batch(jobs);
                let all_taken = result.is_ok() && jobs.is_empty();
                assert!(all_taken, "the server admits no more than the queue holds");
            }
        }
    }
}
