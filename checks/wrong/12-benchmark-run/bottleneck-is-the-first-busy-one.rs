//! lesson: 12
//! mistake: takes the first resource that was busy
//! expect: it was said to be workers, not CPUs

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        self.shares().into_iter().find(|(_, share)| *share >= BUSY).map(|(resource, _)| resource)
    }
}
