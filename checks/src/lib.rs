//! What the checks share. The checks themselves are in `tests/`.
//!
//! - [`Text`], [`Section`], [`Claim`]: one sentence that must hold, run under a deadline, with a diagnosis if it fails.
//! - [`until`], [`spawn_named`], [`asleep`]: waiting for an event instead of sleeping and hoping.
//! - [`blocked_cost`], [`assert_sleeps`]: whether a thread that waits really sleeps.
//! - [`binary`], [`example`], [`Process`], [`Server`]: the workspace's programs, built and run as children.
//! - [`RawClient`], [`RawFrame`]: the wire protocol written a second time, so that no mistake is made twice alike.
//! - [`compare`], [`assert_example_matches_readme`]: every command and output in a lesson's text is true.
//!
//! With the feature `shuttle`, [`Claim`] also has `holds_in_schedules`, which searches for a schedule that breaks it.
//!
//! Nothing in here uses what a learner writes: only the board, `capstone::threads::waiting`, which she is given.

mod board;
mod claim;
mod deadline;
mod footprint;
mod lines;
mod metrics;
#[cfg(feature = "shuttle")]
mod models;
mod panics;
mod process;
mod raw_client;
mod raw_frame;
mod readme;
#[cfg(feature = "shuttle")]
mod scheduler;
mod server;
mod target;
mod transcript;
mod usage;
mod watch;

pub use board::{asleep, blocked};
pub use claim::{Claim, Section, Text};
pub use deadline::{DEADLINE, spawn_named, until};
pub use footprint::Footprint;
pub use metrics::Metrics;
#[cfg(feature = "shuttle")]
pub use models::SCHEDULES;
pub use process::Process;
pub use raw_client::{End, RawClient};
pub use raw_frame::{ErrorCode, RawFrame, Reply, msg_type};
pub use readme::assert_example_matches_readme;
pub use rustix::process::Signal;
pub use server::{Server, Stopped};
pub use target::{binary, example, workspace_root};
pub use transcript::{Mismatch, Order, compare};
pub use usage::{Cost, assert_sleeps, blocked_cost, blocked_cost_of_process};
