//! lesson: 16
//! mistake: passes a point if one fact holds
//! expect: with fact 0 of 3 not holding, it was PASS

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        if self.skipped.is_some() {
            Verdict::Skip
        } else if self.evidence.iter().any(|fact| fact.holds) {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }
}
