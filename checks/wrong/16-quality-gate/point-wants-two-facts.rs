//! lesson: 16
//! mistake: wants more than one fact
//! expect: with 1 facts, all of which hold, it was FAIL

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        if self.skipped.is_some() {
            Verdict::Skip
        } else if self.evidence.len() > 1 && self.evidence.iter().all(|fact| fact.holds) {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }
}
