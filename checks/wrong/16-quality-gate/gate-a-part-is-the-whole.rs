//! lesson: 16
//! mistake: passes a gate of which a part was skipped
//! expect: it was PASS, not SKIP

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();

        if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 { Verdict::Fail } else { Verdict::Pass }
    }
}
