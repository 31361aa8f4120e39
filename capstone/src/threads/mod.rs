//! Threads and what they share. Nothing in here knows that sockets exist.

mod batches;
mod board;
mod condition;
mod crew;
mod error;
mod held;
mod job;
mod latch;
mod lock;
mod lot;
mod patience;
mod pool;
mod queue;
mod shutdown;
mod sleepers;
mod stopwatch;
mod tally;
mod watcher;

pub use board::{Place, Waiter, waiting};
pub use condition::Condition;
pub use crew::{Crew, panic_message};
pub use error::{Closed, CrewPanic, SpawnError, TryPushError};
pub use job::{Job, Task};
pub use latch::Latch;
pub use lock::{Guard, Lock};
pub use pool::ThreadPool;
pub use queue::BoundedQueue;
pub use shutdown::{Shutdown, ShutdownReport};
pub use tally::Totals;
pub(crate) use tally::drop_quietly;
pub(crate) use watcher::{Wait, Watch, Watcher, is_watched};
