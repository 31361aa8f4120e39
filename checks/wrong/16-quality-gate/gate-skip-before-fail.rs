//! lesson: 16
//! mistake: lets a skipped point hide one that failed
//! expect: it was SKIP, not FAIL

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();

        if count(Verdict::Skip) > 0 && count(Verdict::Pass) + count(Verdict::Fail) > 0 {
            Verdict::Skip
        } else if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 {
            Verdict::Fail
        } else {
            Verdict::Pass
        }
    }
}
