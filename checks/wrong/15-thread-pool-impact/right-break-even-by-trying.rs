//! lesson: 15
//! right: makes a Duration if one can be made, and asks for the sign if not

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::try_from_secs_f64(cost(single, pooled)).unwrap_or(if pooled < single {
        Duration::MAX
    } else {
        Duration::ZERO
    })
}
