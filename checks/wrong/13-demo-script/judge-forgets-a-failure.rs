//! lesson: 13
//! mistake: keeps the measured value only if it passed
//! expect: the measured value was None

impl Expectation {
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        let measured = evidence.get(&self.figure);
        let passed = measured.is_some_and(|figure| self.bound.allows(figure, evidence));
        Finding { expectation: self.clone(), measured: measured.filter(|_| passed), passed }
    }
}
