//! lesson: 15
//! mistake: takes care of a negative cost and not of one that is too long for a Duration: from_secs_f64 panics
//! expect: the break-even point must be what the pool adds to a request without work, but cannot convert float seconds

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::from_secs_f64((1.0 / pooled - 1.0 / single).max(0.0))
}
