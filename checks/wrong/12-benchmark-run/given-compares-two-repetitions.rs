//! lesson: 12
//! mistake: compares two records that have two repetitions each
//! expect: a comparison must say that nothing can be said
//! file: benchmarks/src/month/turns.rs

pub(crate) const MIN_REPETITIONS: usize = 2;
