//! lesson: 13
//! mistake: sorts them by their sections
//! expect: the predictions must be those of all sections

impl<A> Script<A> {
    pub fn predictions(&self) -> Vec<(&'static str, &Expectation)> {
        let sections = self.sections.iter();
        let all = sections
            .flat_map(|section| section.expectations().map(|expectation| (section.name, expectation)));
        let mut found: Vec<_> =
            all.filter(|(_, expectation)| expectation.bound.predicted().is_some()).collect();
        found.sort_by_key(|(name, _)| *name);
        found
    }
}
