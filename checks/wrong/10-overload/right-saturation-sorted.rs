//! lesson: 10
//! right: sorts the steps by their clients and takes the first that is good enough

pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let mut sorted = steps.to_vec();
    sorted.sort_by_key(|(clients, _)| *clients);
    let best = sorted.iter().map(|step| step.1).max_by(f64::total_cmp).filter(|best| *best > 0.0)?;
    sorted.into_iter().find(|(_, goodput)| goodput / best >= AS_GOOD_AS_THE_BEST).map(|(clients, _)| clients)
}
