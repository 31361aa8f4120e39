//! lesson: 15
//! right: the formulas stand on each other, and the break-even point is counted in whole picoseconds, rounded up

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    (after - before) / before
}

pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    -improvement(without, with)
}

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    // The share that is lost, of the time that a request takes now.
    overhead(without, with) / with
}

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    // `as` makes 0 of what is negative or no number, and the greatest number of what is too much.
    let picos = (cost(single, pooled) * 1e12).round() as u128;
    let nanos = picos.div_ceil(1000);
    let seconds = u64::try_from(nanos / 1_000_000_000).unwrap_or(u64::MAX);
    Duration::new(seconds, (nanos % 1_000_000_000) as u32)
}
