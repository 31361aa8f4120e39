//! The benchmark of Month 1: carries out the plan, and writes down what it found.

mod books;
mod charts;
pub(crate) mod compare;
mod grid;
pub(crate) mod impact;
mod measurement;
pub(crate) mod plan_command;
mod plan_file;
mod progress;
pub(crate) mod raw_framing;
mod record;
mod report;
pub(crate) mod run_command;
mod trial;
