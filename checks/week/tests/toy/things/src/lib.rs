//! What the toy course builds.

pub mod counter;
pub mod pair;
