//! lesson: 15
//! mistake: turns the difference of the rates over
//! expect: where a request of 8 µs took 10 µs, not 2

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    1.0 / (without - with)
}
