//! Clients: one that sends a request, and those that send many to see what a server bears.
//!
//! They know the protocol and poll, and nothing of the server's inside.

mod account;
mod backoff;
mod budget;
mod closed_loop;
mod connection;
mod lane;
mod moments;
mod one_shot;
mod open_loop;
mod open_tally;
mod random;
mod requests;
mod retries;
mod run;
mod schedule;
mod session;
mod tally;
mod workload;

#[cfg(all(test, not(feature = "shuttle")))]
mod test_server;

pub use account::Account;
pub use backoff::{Backoff, Jitter};
pub use budget::RetryBudget;
pub use closed_loop::ClosedLoop;
pub use connection::{Broken, Connection, Reply};
pub use moments::Moments;
pub use one_shot::{Answer, OneShot};
pub use open_loop::OpenLoop;
pub use open_tally::{Invalid, OpenTally};
pub use random::Random;
pub use retries::Retries;
pub use schedule::Schedule;
pub use tally::Tally;
pub use workload::Workload;
