//! A demo that can fail: a script of steps, their expectations, and the verdict.
//!
//! - Before the run: [`Script`], [`Section`], [`Step`] and [`Expectation`].
//! - During the run: [`Evidence`], made of [`Figure`]s.
//! - After the run: [`run`] gives a [`Report`], and several reports a [`Comparison`].
//! - The demo of Month 1: its script is [`month1`]; its stage, made of child processes, is [`ProcessStage`].
//!
//! The `capstone` command prints it: see `cli/demo.rs`.

mod comparison;
mod evidence;
mod expectation;
mod figure;
mod month1;
mod report;
mod run;
mod script;
mod stage;

pub use comparison::{Comparison, Row};
pub use evidence::Evidence;
pub use expectation::{Bound, Expectation, Finding};
pub use figure::{Figure, Unit};
pub use month1::{Action, Pace, Volley, month1};
pub use report::{Prediction, Report, SectionReport};
pub use run::{ATTEMPTS, Audience, Stage, run};
pub use script::{Script, Section, Step};
pub use stage::{ProcessStage, clean_up_after};
