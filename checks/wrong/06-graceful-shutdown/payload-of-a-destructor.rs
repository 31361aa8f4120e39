//! lesson: 06
//! mistake: a destructor's panic is caught, and its payload dropped outside of the catch: a payload that panics ends the shutdown
//! expect: a discarded job whose destructor panics must not stop the shutdown
use std::panic::{AssertUnwindSafe, catch_unwind};

impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let jobs = self.shared.queue.take_all();
        let count = jobs.len() as u64;
        for job in jobs {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(job)));
        }
        count
    }
}
