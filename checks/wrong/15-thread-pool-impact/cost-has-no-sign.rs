//! lesson: 15
//! mistake: loses the sign
//! expect: it was 2.000000 µs where a request of 10 µs took 8 µs, not -2

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    (1.0 / with - 1.0 / without).abs()
}
