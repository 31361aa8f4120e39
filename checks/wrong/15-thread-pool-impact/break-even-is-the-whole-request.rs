//! lesson: 15
//! mistake: takes the time of a request with a pool for what the pool costs
//! expect: it was 11µs where 8 µs became 11, not 3µs

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::from_secs_f64(if pooled < single { 1.0 / pooled } else { 0.0 })
}
