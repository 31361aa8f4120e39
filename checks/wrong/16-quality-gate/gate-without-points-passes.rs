//! lesson: 16
//! mistake: passes a gate without any points
//! expect: with the points [] it was PASS, not FAIL

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();

        if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 && !self.points.is_empty() {
            Verdict::Fail
        } else if count(Verdict::Skip) > 0 {
            Verdict::Skip
        } else {
            Verdict::Pass
        }
    }
}
