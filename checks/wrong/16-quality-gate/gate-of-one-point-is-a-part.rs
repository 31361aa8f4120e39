//! lesson: 16
//! mistake: takes a gate of one point for a part, because `--only` asks for one point
//! expect: a gate must pass if every point has, but with the points [Pass] it was SKIP, not PASS

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();
        let only_one = self.points.len() == 1;
        if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 {
            Verdict::Fail
        } else if count(Verdict::Skip) > 0 || only_one {
            Verdict::Skip
        } else {
            Verdict::Pass
        }
    }
}
