//! What a client does that was told no: how long it waits before it tries again, and how often it does.
//!
//! [`Retries`] is the one place that decides this, for a request and for a connection. Whoever retries, in the closed loop, in the open
//! loop, in a simulation or for a single request, hands it the [`PastRetries`] and gets a wait back. So a policy that needs to
//! know more of the past is a change in this folder alone.

mod backoff;
mod budget;
mod retries;

pub use backoff::{Backoff, Jitter};
pub use budget::RetryBudget;
pub use retries::{PastRetries, Retries};
