//! lesson: 16
//! mistake: gives a gate of one point the verdict of that point, also if it was skipped
//! expect: with the points [Skip] it was SKIP, not FAIL

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        if let [only] = &self.points[..] {
            return only.verdict();
        }
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();
        if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 {
            Verdict::Fail
        } else if count(Verdict::Skip) > 0 {
            Verdict::Skip
        } else {
            Verdict::Pass
        }
    }
}
