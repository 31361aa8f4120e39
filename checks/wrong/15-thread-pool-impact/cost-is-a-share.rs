//! lesson: 15
//! mistake: says a share, which depends on how long a request takes anyway
//! expect: where a request of 8 µs took 10 µs, not 2

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    1.0 - with / without
}
