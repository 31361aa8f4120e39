//! lesson: 12
//! mistake: asks only whether the other is greater
//! expect: differ said false for

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let greatest = one.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    other.iter().all(|value| *value > greatest)
}
