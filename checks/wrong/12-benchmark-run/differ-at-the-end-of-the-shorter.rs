//! lesson: 12
//! mistake: takes the greatest value of both sides from the same place, so the end of the longer side is not seen
//! expect: differ said true for [4.0, 5.0, 6.0] and [1.0, 2.0, 3.0, 9.0]

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let sorted = |values: &[f64]| {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted
    };
    let (one, other) = (sorted(one), sorted(other));
    let last = one.len().min(other.len()) - 1;
    one[last] < other[0] || other[last] < one[0]
}
