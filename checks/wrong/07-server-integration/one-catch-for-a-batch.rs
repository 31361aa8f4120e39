//! lesson: 07
//! mistake: a panic is caught around the whole batch: the quick requests behind it are lost with it
//! expect: a panic must take no other request of its batch along
//! file: capstone/src/net/executor.rs
use std::panic::{AssertUnwindSafe, catch_unwind};

impl Request {
    pub(super) fn serve(&mut self, logger: &Logger) {
        self.make_reply(logger);
        self.state = RequestState::Served;
    }
}

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
                    let _ = catch_unwind(AssertUnwindSafe(|| batch.run(&context.logger)));
                    finished.push(batch);
                }
            }
            Self::Pool { pool, jobs } => {
                jobs.extend(batches.drain(..).map(|batch| BatchJob::new(batch, Arc::clone(context))));
                let taken = pool.try_submit_batch(jobs);
                assert!(taken.is_ok(), "the server admits no more than the queue holds");
            }
        }
    }
}
