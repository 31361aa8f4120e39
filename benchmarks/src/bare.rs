//! The capstone's pool and queue as they would be if locks could not be metered.
//!
//! Everything is compiled from the capstone's own files, but the meter: so that is the only difference.

#[path = "../../capstone/src/threads/batches.rs"]
mod batches;
#[path = "../../capstone/src/threads/condition.rs"]
mod condition;
#[path = "../../capstone/src/threads/crew.rs"]
mod crew;
#[path = "../../capstone/src/threads/error.rs"]
mod error;
#[path = "../../capstone/src/threads/holder.rs"]
mod holder;
#[path = "../../capstone/src/threads/job.rs"]
mod job;
#[path = "../../capstone/src/threads/latch.rs"]
mod latch;
#[path = "../../capstone/src/threads/lock.rs"]
mod lock;
#[path = "bare/metering.rs"]
mod metering;
#[path = "../../capstone/src/threads/place.rs"]
mod place;
#[path = "../../capstone/src/threads/pool.rs"]
mod pool;
#[path = "../../capstone/src/threads/queue.rs"]
mod queue;
#[path = "../../capstone/src/threads/sleepers.rs"]
mod sleepers;
#[path = "../../capstone/src/threads/tally.rs"]
mod tally;
#[path = "../../capstone/src/threads/waiting.rs"]
mod waiting;

pub(crate) use pool::ThreadPool;
pub(crate) use queue::BoundedQueue;
