//! lesson: 12
//! mistake: compares the means
//! expect: differ said true for

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    (mean(one) - mean(other)).abs() > 0.1 * mean(one)
}
