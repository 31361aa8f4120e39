//! lesson: 16
//! right: folds the verdicts of the points into one

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let mut passed = false;
        let mut skipped = false;
        for point in &self.points {
            match point.verdict() {
                Verdict::Fail => return Verdict::Fail,
                Verdict::Pass => passed = true,
                Verdict::Skip => skipped = true,
            }
        }
        match (passed, skipped) {
            (false, _) => Verdict::Fail,
            (true, true) => Verdict::Skip,
            (true, false) => Verdict::Pass,
        }
    }
}
