//! The checks are checked: what they are built from finds what it is for, and nothing else.

mod claims;
mod door;
mod hangs;
mod processes;
mod transcripts;
mod usage;
mod wire;

use capstone::threads::panic_message;
use checks::untold;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The message with which `body` panics.
#[track_caller]
fn failure_of(body: impl FnOnce()) -> String {
    match untold(|| catch_unwind(AssertUnwindSafe(body))) {
        Ok(()) => panic!("it did not fail, and should have"),
        Err(payload) => panic_message(payload),
    }
}
