//! The command `cargo week`: a learner's own copy of the course, its progress, and its checks.
//!
//! It knows of the course what lessons/*/lesson.toml says, and nothing else. It needs neither capstone nor the crate of
//! the checks, so it works while the learner's code does not compile.

pub mod builds;
mod check;
mod cli;
mod clock;
mod diff;
mod export;
mod git;
mod grade;
mod ignored;
pub mod lesson;
mod overview;
mod place;
mod process;
mod progress;
mod prove;
mod reading;
mod record;
mod reset;
pub mod splice;
mod start;
mod starter;
mod terminal;
mod texts;
mod tree;
mod update;

pub use check::case::test_name;
pub use cli::run;
