//! Threads and what they share. Nothing in here knows that sockets exist.

mod board;
mod condition;
mod lock;

pub use board::{Place, Waiter, waiting};
pub use condition::Condition;
pub use lock::{Guard, Lock};
