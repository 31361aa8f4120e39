//! lesson: 12
//! right: compares each value with each

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let beyond =
        |some: &[f64], others: &[f64]| some.iter().all(|value| others.iter().all(|other| value > other));
    beyond(one, other) || beyond(other, one)
}
