//! lesson: 15
//! mistake: subtracts the time with a pool from the time without
//! expect: the break-even point must be what the pool adds to a request without work, but cannot convert float seconds to Duration

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::from_secs_f64(cost(pooled, single))
}
