//! lesson: 16
//! mistake: looks at the last fact alone
//! expect: with fact 0 of 3 not holding, it was PASS

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        if self.skipped.is_some() {
            return Verdict::Skip;
        }
        match self.evidence.last() {
            Some(fact) if fact.holds => Verdict::Pass,
            _ => Verdict::Fail,
        }
    }
}
