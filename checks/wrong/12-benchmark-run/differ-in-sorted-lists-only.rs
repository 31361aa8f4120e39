//! lesson: 12
//! mistake: takes the first and the last value for the extremes
//! expect: differ said

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let ends = |values: &[f64]| {
        let (first, last) = (values[0], values[values.len() - 1]);
        (first.min(last), first.max(last))
    };
    let ((low, high), (other_low, other_high)) = (ends(one), ends(other));
    high < other_low || other_high < low
}
