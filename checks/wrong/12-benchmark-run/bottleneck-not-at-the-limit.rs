//! lesson: 12
//! mistake: wants more than 80 %
//! expect: it was None with workers that were busy for 0.8

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let busiest = self.shares().into_iter().max_by(|one, other| one.1.total_cmp(&other.1));
        busiest.filter(|(_, share)| *share > BUSY).map(|(resource, _)| resource)
    }
}
