//! lesson: 15
//! mistake: takes a cost that no Duration can hold for no cost
//! expect: it was 0ns where 8 requests/s became 0.00000000000000000001

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::try_from_secs_f64(cost(single, pooled)).unwrap_or_default()
}
