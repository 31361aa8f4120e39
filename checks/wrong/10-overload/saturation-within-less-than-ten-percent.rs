//! lesson: 10
//! mistake: leaves out what is exactly 10 % below the best
//! expect: it was Some(2) instead of 1 for the steps [(1, 90.0)

pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let best = steps.iter().map(|(_, goodput)| *goodput).fold(0.0, f64::max);
    let as_good = steps.iter().filter(|(_, goodput)| *goodput > AS_GOOD_AS_THE_BEST * best);
    as_good.map(|(clients, _)| *clients).min()
}
