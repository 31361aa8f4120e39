//! The checks are checked: what they are built from finds what it is for, and nothing else.

mod claims;
mod door;
mod hangs;
mod processes;
mod transcripts;
mod usage;
mod wire;

use capstone::threads::panic_message;
use checks::{Claim, untold};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The message with which `body` panics.
#[track_caller]
fn failure_of(body: impl FnOnce()) -> String {
    match untold(|| catch_unwind(AssertUnwindSafe(body))) {
        Ok(()) => panic!("it did not fail, and should have"),
        Err(payload) => panic_message(payload),
    }
}

/// How `claim` fails with a `body` that does not end: long before its deadline.
#[track_caller]
fn failure_of_hanging(claim: Claim, body: impl FnOnce() + Send + 'static) -> String {
    const SOON: Duration = Duration::from_secs(30);
    // Since its turn: a claim waits for others of this process to end.
    let begun = Arc::new(OnceLock::new());
    let failure = failure_of(|| {
        claim.within(2 * SOON).holds({
            let begun = Arc::clone(&begun);
            move || {
                begun.get_or_init(Instant::now);
                body();
            }
        });
    });
    let took = begun.get().expect("the body has begun").elapsed();
    assert!(took < SOON, "it took {took:?}: {failure}");
    failure
}
