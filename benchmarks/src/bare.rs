//! The capstone's pool and queue as they would be if locks could not be measured.
//!
//! Everything is compiled from the capstone's own files, but the lock and the watcher that the board calls: so the seam
//! for the meter is the only difference.

#[path = "../../capstone/src/threads/batches.rs"]
mod batches;
#[path = "../../capstone/src/threads/board.rs"]
mod board;
#[path = "../../capstone/src/threads/condition.rs"]
mod condition;
#[path = "../../capstone/src/threads/crew.rs"]
mod crew;
#[path = "../../capstone/src/threads/error.rs"]
mod error;
#[path = "../../capstone/src/threads/job.rs"]
mod job;
#[path = "../../capstone/src/threads/latch.rs"]
mod latch;
#[path = "bare/lock.rs"]
mod lock;
#[path = "../../capstone/src/threads/patience.rs"]
mod patience;
#[path = "../../capstone/src/threads/pool.rs"]
mod pool;
#[path = "../../capstone/src/threads/queue.rs"]
mod queue;
#[path = "../../capstone/src/threads/sleepers.rs"]
mod sleepers;
#[path = "../../capstone/src/threads/tally.rs"]
mod tally;
#[path = "bare/watcher.rs"]
mod watcher;

pub(crate) use pool::ThreadPool;
pub(crate) use queue::BoundedQueue;
