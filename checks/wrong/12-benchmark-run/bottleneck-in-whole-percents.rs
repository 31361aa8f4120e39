//! lesson: 12
//! mistake: compares whole percents
//! expect: it was said to be CPUs, not workers

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let busiest = self.shares().into_iter().max_by_key(|(_, share)| (100.0 * share) as u32);
        busiest.filter(|(_, share)| *share >= BUSY).map(|(resource, _)| resource)
    }
}
