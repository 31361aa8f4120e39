//! The quality gate of lesson 16: ten points, each really run, each with its evidence.
//!
//! - What was seen: a [`Fact`], and the findings of a point.
//! - What may be said, which the lesson builds: [`PointReport`] of one point, [`GateReport`] of all of them. A fact that
//!   depends on the machine's speed may be measured again, under the rule of [`Attempts`].
//! - What is looked at: a checkout, by the ten points.
//!
//! The verdict measures nothing: the same facts give the same verdict, always.

mod args;
mod attempts;
mod checkout;
mod fact;
mod findings;
mod gate;
mod gate_report;
mod point;
mod point_report;
mod points;

pub use attempts::Attempts;
pub use fact::Fact;
pub use gate::run;
pub use gate_report::GateReport;
pub use point_report::{PointReport, Verdict};
