//! lesson: 12
//! mistake: never blames the own client
//! expect: it was said to be event loop, not generator

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let shares = self.shares().into_iter().filter(|(resource, _)| *resource != Resource::Generator);
        let busiest = shares.max_by(|one, other| one.1.total_cmp(&other.1));
        busiest.filter(|(_, share)| *share >= BUSY).map(|(resource, _)| resource)
    }
}
