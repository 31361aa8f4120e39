//! lesson: 13
//! mistake: takes every expectation for a prediction
//! expect: the predictions must be those of all sections

impl<A> Script<A> {
    pub fn predictions(&self) -> Vec<(&'static str, &Expectation)> {
        let sections = self.sections.iter();
        sections
            .flat_map(|section| section.expectations().map(|expectation| (section.name, expectation)))
            .collect()
    }
}
