//! lesson: 15
//! right: subtracts two Durations

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    let [single, pooled] =
        [single, pooled].map(|rate| Duration::try_from_secs_f64(rate.recip()).unwrap_or(Duration::MAX));
    pooled.saturating_sub(single)
}
