//! lesson: 07
//! mistake: without workers, makes a thread for each batch: it is no baseline, and there is no limit to the threads
//! expect: without workers a request must hold up every other connection
//! file: capstone/src/net/executor.rs
use crate::sync::thread;
use crate::threads::Job;

impl Executor {
    pub(super) fn submit(
        &mut self,
        batches: &mut Vec<Batch>,
        context: &Arc<WorkerContext>,
        _finished: &mut Vec<Batch>,
    ) {
        let jobs = batches.drain(..).map(|batch| BatchJob::new(batch, Arc::clone(context)));
        match self {
            Self::Inline => jobs.for_each(|job| drop(thread::spawn(move || job.run()))),
            Self::Pool { pool, .. } => {
                let mut jobs: Vec<BatchJob> = jobs.collect();
                let taken = pool.try_submit_batch(&mut jobs);
                assert!(taken.is_ok() && jobs.is_empty(), "the server admits no more than the queue holds");
            }
        }
    }
}
