//! The verdict of a quality gate: from what was measured to what may be said.
//!
//! [`Evidence`] is one fact, [`Outcome`] one point of the gate, [`Report`] all of them. A fact that depends
//! on the machine's speed may be measured again, under the rule of [`Attempts`].
//!
//! Nothing here measures anything, and nothing here is part of the server. Nor may it depend on how fast the
//! machine is: the same evidence gives the same verdict, always.

mod attempts;
mod evidence;
mod outcome;
mod report;
mod verdict;

pub use attempts::Attempts;
pub use evidence::Evidence;
pub use outcome::Outcome;
pub use report::Report;
pub use verdict::Verdict;
