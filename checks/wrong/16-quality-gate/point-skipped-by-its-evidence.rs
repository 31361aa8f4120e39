//! lesson: 16
//! mistake: asks the evidence before it asks whether the point was skipped
//! expect: with the facts [true] it was PASS, not SKIP

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        if self.evidence.is_empty() {
            if self.skipped.is_some() { Verdict::Skip } else { Verdict::Fail }
        } else if self.evidence.iter().all(|fact| fact.holds) {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }
}
