//! lesson: 10
//! mistake: compares whole percents, rounded
//! expect: it was Some(1) instead of 2 for the steps [(1, 896.0)

pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let best = steps.iter().map(|(_, goodput)| *goodput).fold(0.0, f64::max);
    let percent = |goodput: f64| (100.0 * goodput / best).round();
    let as_good =
        steps.iter().filter(|(_, goodput)| best > 0.0 && percent(*goodput) >= 100.0 * AS_GOOD_AS_THE_BEST);
    as_good.map(|(clients, _)| *clients).min()
}
