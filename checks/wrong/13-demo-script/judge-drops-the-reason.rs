//! lesson: 13
//! mistake: keeps of the expectation its figure and its bound, and drops the reason
//! expect: a finding must keep both sides, for they are what is told in the end, but the expectation was

impl Expectation {
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        let measured = evidence.get(&self.figure);
        let passed = measured.is_some_and(|figure| self.bound.allows(figure, evidence));
        // The reason stands in the script. A finding says what should have come, and what came.
        let expectation = Self::new(self.figure.clone(), self.bound.clone(), "");
        Finding { expectation, measured, passed }
    }
}
