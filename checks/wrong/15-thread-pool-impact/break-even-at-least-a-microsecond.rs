//! lesson: 15
//! mistake: never lets the pool be free
//! expect: it was 1µs where 8 µs became 7

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    let even = Duration::try_from_secs_f64(cost(single, pooled).max(0.0)).unwrap_or(Duration::MAX);
    if pooled >= single { Duration::from_micros(1) } else { even }
}
