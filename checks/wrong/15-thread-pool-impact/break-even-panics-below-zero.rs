//! lesson: 15
//! mistake: makes a Duration of a negative number
//! expect: where the pool costs nothing the break-even point must be zero

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    let cost = cost(single, pooled);
    if cost > 1e19 { Duration::MAX } else { Duration::from_secs_f64(cost) }
}
