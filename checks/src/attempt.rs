//! A check whose failure is a result rather than a panic: for a program that judges others and goes on.

use crate::watch::{Outcome, Watch};
use std::time::Duration;

/// Runs `body` under a deadline, in a thread of its own, like a [`Claim`](crate::Claim).
///
/// # Errors
///
/// What a panic in it says, or that it did not end within `limit`.
///
/// ```
/// use checks::attempt;
/// use std::time::Duration;
///
/// let limit = Duration::from_secs(10);
/// assert_eq!(attempt(limit, || ()), Ok(()));
/// assert_eq!(attempt(limit, || panic!("no reply came")), Err("no reply came".to_owned()));
/// ```
pub fn attempt(limit: Duration, body: impl FnOnce() + Send + 'static) -> Result<(), String> {
    match (Watch { limit, sees_threads: false }).run(body) {
        Outcome::Held => Ok(()),
        Outcome::Panicked(panic) => Err(panic.message),
        Outcome::Explained(cause) => Err(cause),
        Outcome::TimedOut | Outcome::Still => Err(format!("no end within {limit:?}")),
    }
}
