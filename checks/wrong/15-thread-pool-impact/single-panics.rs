//! lesson: 15
//! mistake: break_even guards the rate with a pool alone, and panics if the other is next to none
//! expect: where the pool costs nothing the break-even point must be zero, but cannot convert float seconds
pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    // With a pool a request may take longer than a Duration can be; and a Duration is never negative.
    let with = Duration::try_from_secs_f64(1.0 / pooled).unwrap_or(Duration::MAX);
    let without = Duration::from_secs_f64(1.0 / single);
    with.saturating_sub(without)
}
