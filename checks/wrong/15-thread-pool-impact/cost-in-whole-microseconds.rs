//! lesson: 15
//! mistake: rounds to whole microseconds
//! expect: it was 2.000000 µs where a request of 8 µs took 10.3 µs, not 2.3

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    (1e6 * (1.0 / with - 1.0 / without)).round() / 1e6
}
