//! lesson: 10
//! mistake: takes the first good step in the order of the list
//! expect: it was Some(100) instead of 10

pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let best = steps.iter().map(|(_, goodput)| *goodput).fold(0.0, f64::max);
    let mut as_good =
        steps.iter().filter(|(_, goodput)| best > 0.0 && *goodput >= AS_GOOD_AS_THE_BEST * best);
    as_good.next().map(|(clients, _)| *clients)
}
