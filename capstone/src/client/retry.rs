//! What a client does that was told no: how long it waits before it tries again, and how often it does.
//!
//! [`Retries`] is the one place that decides this, for a request and for a connection. The closed loop, the open loop,
//! the simulation and the single request give it the [`PastRetries`] and get a wait back. So a policy that needs to
//! know more of the past is a change in this folder alone.

mod backoff;
mod budget;
mod retries;

pub use backoff::{Backoff, Jitter};
pub use budget::RetryBudget;
pub use retries::{PastRetries, Retries};
