//! Programs that are run for a learner: each with a guard beside it, so that none outlives the command, and within limits
//! if it is not trusted.

mod confine;
mod disk;
mod family;
mod guard;
mod guarded;
mod limits;
mod watch;

pub(crate) use confine::{confine, confines_files};
pub(crate) use guard::guard;
pub(crate) use guarded::{Cancel, End, Ended, run_within};
pub(crate) use limits::Limits;
