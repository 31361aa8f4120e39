//! lesson: 16
//! mistake: passes a point in which nothing went wrong
//! expect: without evidence it was PASS

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        if self.skipped.is_some() {
            Verdict::Skip
        } else if self.evidence.iter().all(|fact| fact.holds) {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }
}
