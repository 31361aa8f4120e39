//! The command `cargo week`: a learner's own copy of the course, its progress, and its checks.
//!
//! It knows of the course what lessons/*/lesson.toml says, and nothing else. It needs neither capstone nor the crate of
//! the checks, so it works while the learner's code does not compile.

mod asking;
mod below;
mod book;
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
#[path = "../../src/mark.rs"]
mod mark;
mod overview;
mod place;
mod process;
mod progress;
mod prove;
pub mod quiz;
mod reading;
mod record;
mod replay;
mod reset;
pub mod splice;
pub mod standing;
mod start;
mod starter;
mod terminal;
mod texts;
mod tree;
mod update;

pub use check::case::test_name;
pub use check::verdict::Failure;
pub use cli::run;
