//! Whether two measurements differ by more than chance explains.

/// Whether the results of one side all lie beyond those of the other.
///
/// If both sides were equal, every order of their values would have the same probability, and only two of them have all
/// values of one side first. With five values on each side this happens once in 126 comparisons: see [`by_chance`].
pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let [least, greatest] = [f64::min, f64::max].map(|pick| {
        move |values: &[f64]| values.iter().copied().reduce(pick).expect("a measurement has values")
    });
    greatest(one) < least(other) || greatest(other) < least(one)
}

/// How probable it is that [`differ`] is true of two sides that are equal, with `count` values each: two orders out of
/// (2n over n). (The rank sum test of Wilcoxon, Mann and Whitney, at its most extreme value.)
pub(crate) fn by_chance(count: usize) -> f64 {
    // (2n over n), built up from factors so that nothing overflows: the product of (n + k) / k for k = 1 to n.
    let orders: f64 = (1..=count).map(|k| (count + k) as f64 / k as f64).product();
    (2.0 / orders).min(1.0)
}
