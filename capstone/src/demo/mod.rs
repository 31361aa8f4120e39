//! A demo that can fail: a script of steps, what each must show, and the verdict.
//!
//! - What is said before: [`Script`], [`Section`], [`Step`] and [`Expectation`]; [`Volley`] predicts waits.
//! - What is seen: [`Evidence`], made of [`Figure`]s.
//! - What follows: [`run`] gives a [`Report`], and several reports a [`Comparison`].
//!
//! Nothing here starts a process or opens a socket. Whoever runs a script brings a [`Stage`] that can.

mod action;
mod comparison;
mod evidence;
mod expectation;
mod figure;
mod month1;
mod report;
mod run;
mod script;
mod volley;

pub use action::Action;
pub use comparison::{Comparison, Row};
pub use evidence::Evidence;
pub use expectation::{Bound, Expectation, Finding};
pub use figure::{Figure, Unit};
pub use month1::{Pace, month1};
pub use report::{Prediction, Report, SectionReport};
pub use run::{ATTEMPTS, Audience, Stage, run};
pub use script::{Script, Section, Step};
pub use volley::Volley;
