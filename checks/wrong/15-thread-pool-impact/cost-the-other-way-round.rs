//! lesson: 15
//! mistake: subtracts the other way round
//! expect: it was -2.000000 µs where a request of 8 µs took 10 µs

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    1.0 / without - 1.0 / with
}
