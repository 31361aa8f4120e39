//! Threads and what they share. No file in here names a socket.

mod batches;
mod condition;
mod crew;
mod error;
mod holder;
mod job;
mod latch;
mod lock;
mod metering;
mod place;
mod pool;
mod queue;
mod shutdown;
mod sleepers;
mod tally;
mod waiting;

pub use condition::Condition;
pub use crew::{Crew, panic_message};
pub use error::{Closed, CrewPanic, SpawnError, TryPushError};
pub use job::{Job, Task};
pub use latch::Latch;
pub use lock::{Guard, Lock};
pub use place::Place;
pub use pool::ThreadPool;
pub use queue::BoundedQueue;
pub use shutdown::{Shutdown, ShutdownReport};
pub use tally::Totals;
pub use waiting::{Waiter, waiting};

pub(crate) use metering::{Observation, Observer, is_observed};
pub(crate) use tally::drop_quietly;
pub(crate) use waiting::while_waiting;
