//! lesson: 10
//! mistake: finds a saturation point where nothing was served
//! expect: it was Some(5) for the steps [(5, 0.0)

pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let best = steps.iter().map(|(_, goodput)| *goodput).fold(0.0, f64::max);
    let as_good = steps.iter().filter(|(_, goodput)| *goodput >= AS_GOOD_AS_THE_BEST * best);
    as_good.map(|(clients, _)| *clients).min()
}
