//! Clients: one that sends a request, and those that send many to see what a server bears.
//!
//! They use the protocol and poll, and nothing of the server's inside. `closed_loop`, `open_loop` and `ramp` are the
//! three ways to put a load on a server, `retry` is what they do about a refusal, and `simulation` tries that out in
//! virtual time. They share these files: `connection` and `link` carry bytes, `workload` makes requests and checks
//! replies, and `account` counts how they ended.

mod account;
mod closed_loop;
mod connection;
mod control;
mod descriptors;
mod fairness;
mod link;
mod one_shot;
mod open_loop;
mod ramp;
mod random;
mod retry;
mod samples;
mod simulation;
mod workload;

#[cfg(all(test, not(feature = "shuttle")))]
mod test_server;

pub use account::{Account, Attempts};
pub use closed_loop::{ClosedLoop, ClosedTally};
pub use connection::{Broken, ClientConnection, Reply};
pub use control::Control;
pub use fairness::Fairness;
pub use one_shot::{Answer, OneShot};
pub use open_loop::{Invalid, OpenLoop, OpenTally, Schedule, Timestamps};
pub use ramp::{Limits, Little, Progress, Ramp, RampReport, RampStep, saturation};
pub use random::Random;
pub use retry::{Backoff, Jitter, PastRetries, Retries, RetryBudget};
pub use samples::{BadSample, NoSamples, Samples};
pub use simulation::{Simulation, SimulationReport};
pub use workload::Workload;
