//! lesson: 15
//! mistake: forgets that the pool can be faster anyway
//! expect: where 8 µs became 7

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::try_from_secs_f64(cost(single, pooled).abs()).unwrap_or(Duration::MAX)
}
