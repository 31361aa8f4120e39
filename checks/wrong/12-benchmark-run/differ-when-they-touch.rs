//! lesson: 12
//! mistake: calls two ranges apart that have an end in common
//! expect: differ said true for

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let [least, greatest] = [f64::min, f64::max].map(|pick| {
        move |values: &[f64]| values.iter().copied().reduce(pick).expect("a measurement has values")
    });
    greatest(one) <= least(other) || greatest(other) <= least(one)
}
