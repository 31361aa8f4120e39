//! lesson: 15
//! mistake: cuts to whole microseconds
//! expect: it was 2µs where 8 µs became 10.4, not 2.4µs

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::from_micros((1e6 * cost(single, pooled).max(0.0) + 1e-6) as u64)
}
