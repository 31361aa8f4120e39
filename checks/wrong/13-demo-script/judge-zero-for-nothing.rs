//! lesson: 13
//! mistake: takes what nobody has measured for a count of 0
//! expect: without evidence,

impl Expectation {
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        let measured = evidence.get(&self.figure);
        let passed = self.bound.allows(measured.unwrap_or(Figure::count(0)), evidence);
        Finding { expectation: self.clone(), measured, passed }
    }
}
