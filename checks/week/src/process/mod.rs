//! Programs that are run for a learner: each with a guard beside it, so that none outlives the command.

mod guard;
mod guarded;
mod orphans;

pub(crate) use guard::guard;
pub(crate) use guarded::{Cancel, End, Ended, run};
