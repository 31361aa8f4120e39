//! lesson: 15
//! mistake: says microseconds
//! expect: it was 2000000.000000 µs where a request of 8 µs

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    1e6 / with - 1e6 / without
}
