//! lesson: 15
//! mistake: takes an improvement for a part of the whole, and panics where it is more than 1
//! expect: the improvement must be after / before - 1
pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    let share = after / before - 1.0;
    assert!(share <= 1.0, "a share is at most 1");
    share
}
