//! lesson: 15
//! right: cost is the overhead by the rate; break_even lets the conversion tell what no Duration holds
pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    (after - before) / before
}

pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    (without - with) / without
}

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    // The share that is lost, of the time that a request takes with the change.
    overhead(without, with) / with
}

pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    let seconds = cost(single, pooled);
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) => time,
        Err(_) if seconds > 0.0 => Duration::MAX,
        Err(_) => Duration::ZERO,
    }
}
