//! lesson: 12
//! mistake: compares whole thousandths, for f64 have no total order
//! expect: not workers, for Utilisation { event_loop: Some(0.1), workers: Some(0.9694)

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let busiest = self.shares().into_iter().max_by_key(|(_, share)| (1e3 * share) as u64);
        busiest.filter(|(_, share)| *share >= BUSY).map(|(resource, _)| resource)
    }
}
