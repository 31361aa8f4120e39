//! lesson: 16
//! mistake: ends as soon as one point has passed and one was skipped, and does not see the one that failed behind them
//! expect: with the points [Pass, Skip, Fail] it was SKIP, not FAIL

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let (mut passed, mut skipped) = (false, false);
        for point in &self.points {
            match point.verdict() {
                Verdict::Fail => return Verdict::Fail,
                Verdict::Pass => passed = true,
                Verdict::Skip => skipped = true,
            }
            if passed && skipped {
                return Verdict::Skip;
            }
        }
        if passed { Verdict::Pass } else { Verdict::Fail }
    }
}
