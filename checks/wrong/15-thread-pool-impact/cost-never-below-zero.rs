//! lesson: 15
//! mistake: calls a gain no cost
//! expect: it was 0.000000 µs where a request of 10 µs took 8 µs, not -2

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    (1.0 / with - 1.0 / without).max(0.0)
}
