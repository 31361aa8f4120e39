//! Clients: one that sends a request, and those that send many to see what a server bears.
//!
//! They know the protocol and poll, and nothing of the server's inside.

mod account;
mod attempts;
mod backoff;
mod budget;
mod closed_loop;
mod connection;
mod control;
mod crowd;
mod fairness;
mod in_flight;
mod lane;
mod limits;
mod link;
mod little;
mod moments;
mod one_shot;
mod open_loop;
mod open_tally;
mod ramp;
mod ramp_report;
mod random;
mod requests;
mod retries;
mod run;
mod saturation;
mod schedule;
mod session;
mod simulation;
mod step;
mod tally;
mod workload;

#[cfg(all(test, not(feature = "shuttle")))]
mod test_server;

pub use account::Account;
pub use attempts::Attempts;
pub use backoff::{Backoff, Jitter};
pub use budget::RetryBudget;
pub use closed_loop::ClosedLoop;
pub use connection::{Broken, Connection, Reply};
pub use control::Control;
pub use fairness::Fairness;
pub use limits::Limits;
pub use little::Little;
pub use moments::Moments;
pub use one_shot::{Answer, OneShot};
pub use open_loop::OpenLoop;
pub use open_tally::{Invalid, OpenTally};
pub use ramp::{Progress, Ramp};
pub use ramp_report::RampReport;
pub use random::Random;
pub use retries::{PastRetries, Retries};
pub use saturation::saturation;
pub use schedule::Schedule;
pub use simulation::{Outcome, Simulation};
pub use step::Step;
pub use tally::Tally;
pub use workload::Workload;
