//! lesson: 12
//! mistake: names the busiest resource, however idle it was
//! expect: it was Some(Workers) with workers that were busy for 0.79

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let busiest = self.shares().into_iter().max_by(|one, other| one.1.total_cmp(&other.1));
        busiest.map(|(resource, _)| resource)
    }
}
