//! Measuring things against each other: rounds, what came of them, and what may be said of it.

pub(crate) mod bound;
pub(crate) mod rounds;
pub(crate) mod standings;
