//! lesson: 15
//! mistake: multiplies a request with the overhead of its rate
//! expect: where 8 µs became 11, not 3µs

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::from_secs_f64((overhead(single, pooled) / single).max(0.0))
}
