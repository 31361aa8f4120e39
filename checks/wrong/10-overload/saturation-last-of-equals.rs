//! lesson: 10
//! mistake: keeps the last step of each number of clients, though a ramp comes back to them
//! expect: the saturation point must be the fewest clients within 10 % of the best goodput
use std::collections::BTreeMap;
pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    // Sorted by clients, so the order of the steps does not matter.
    let by_clients: BTreeMap<usize, f64> = steps.iter().copied().collect();
    let best = by_clients.values().copied().fold(0.0, f64::max);
    if best <= 0.0 {
        return None;
    }
    by_clients
        .into_iter()
        .find(|(_, goodput)| *goodput >= AS_GOOD_AS_THE_BEST * best)
        .map(|(clients, _)| clients)
}
