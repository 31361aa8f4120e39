//! lesson: 13
//! mistake: takes the first figure whose name begins so
//! expect: it found `x:

impl Expectation {
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        let named = evidence.figures.iter().find(|(name, _)| name.starts_with(&self.figure));
        let measured = named.map(|(_, figure)| *figure);
        let passed = measured.is_some_and(|figure| self.bound.allows(figure, evidence));
        Finding { expectation: self.clone(), measured, passed }
    }
}
