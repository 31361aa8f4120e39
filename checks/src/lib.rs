//! What the checks share. The checks themselves are in `tests/`.
//!
//! - A claim that must hold, with a deadline and a diagnosis: [`Text`], [`Section`], [`Claim`]; and
//!   [`attempt`], for whoever goes on when one does not.
//! - Waiting for an event instead of sleeping and hoping: [`until`], [`asleep`], [`spawn_named`], [`join`],
//!   [`Gate`].
//! - Whether a thread that waits really sleeps: [`assert_sleeps`], [`blocked_cost`], [`sleeps_of`].
//! - The workspace's programs, built and run as children: [`binary`], [`example`], [`Process`], [`Ended`],
//!   [`Server`].
//! - The wire protocol, written a second time: [`RawClient`], [`RawFrame`], [`Garbage`].
//! - Whether a text tells the truth about a program: [`assert_example_matches_readme`],
//!   [`assert_output_matches_readme`], [`compare`].
//!
//! With the feature `shuttle`, [`Claim`] also has `holds_in_schedules`: it looks for a schedule that breaks
//! it.
//!
//! Nothing of all that uses what a learner writes: only the waiting list, which she is given. Beside it stands the quality
//! gate, [`quality`], of which lesson 16 builds the verdict.

mod attempt;
mod bomb;
mod claim;
mod deadline;
#[cfg(feature = "shuttle")]
mod drawing;
mod ended;
#[cfg(feature = "shuttle")]
mod failed;
mod failure;
mod footprint;
mod garbage;
mod gate;
mod help;
mod lines;
#[cfg(feature = "shuttle")]
mod mark;
mod metrics;
#[cfg(feature = "shuttle")]
mod models;
mod panics;
mod process;
pub mod quality;
mod raw_client;
mod raw_frame;
mod readme;
#[cfg(target_os = "linux")]
mod refusal;
mod release;
#[cfg(feature = "shuttle")]
mod scheduler;
mod server;
mod spawn;
mod stillness;
mod stop_on_drop;
mod target;
mod tasks;
mod transcript;
mod usage;
mod waiting;
mod watch;

pub use attempt::attempt;
pub use bomb::Bomb;
pub use claim::{Claim, Section, Text};
pub use deadline::{DEADLINE, until};
#[cfg(feature = "shuttle")]
pub use drawing::{Fields, show};
pub use ended::Ended;
pub use failure::untold;
pub use footprint::{Footprint, mappings};
pub use garbage::Garbage;
pub use gate::{Gate, Pass};
pub use help::flags_with_values;
pub use metrics::Metrics;
#[cfg(feature = "shuttle")]
pub use models::{SCHEDULES, listen_to_steps};
pub use process::{Process, hangup_is_ignored};
pub use raw_client::{End, RawClient};
pub use raw_frame::{ErrorCode, RawFrame, Reply, msg_type};
pub use readme::{
    assert_example_matches_readme, assert_figures_come_from_a_record, assert_output_matches_readme,
};
#[cfg(target_os = "linux")]
pub use refusal::{in_little_memory, is_child};
pub use release::{assert_a_release_build_leaves_nothing_out, assert_panics};
pub use rustix::process::Signal;
pub use server::{Server, Stopped};
pub use spawn::{join, spawn_named, spawn_unhurried};
pub use stop_on_drop::StopOnDrop;
pub use target::{benchmarks, binary, example, release_binary, workspace_root};
pub use transcript::{Mismatch, Order, compare, paths_as_words, same_line};
pub use usage::{
    Cost, assert_sleeps, blocked_cost, blocked_cost_of_process, cpu_time_of_this_thread, sleeps_of,
    switches_of_this_thread,
};
pub use waiting::{asleep, blocked};
