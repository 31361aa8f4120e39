//! The command `cargo week`: a learner's own copy of the course, its progress, and its checks.
//!
//! It knows of the course what lessons/*/lesson.toml says, and nothing else. It needs neither capstone nor the crate of
//! the checks, so it works while the learner's code does not compile.

pub mod builds;
pub mod lesson;
pub mod splice;
