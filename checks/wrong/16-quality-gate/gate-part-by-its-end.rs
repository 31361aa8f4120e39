//! lesson: 16
//! mistake: asks the last point alone whether something was skipped, for `--fast` leaves out the last ones
//! expect: with the points [Skip, Pass] it was PASS, not SKIP

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();
        if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 {
            return Verdict::Fail;
        }
        // The slow points stand at the end.
        match self.points.last().map(PointReport::verdict) {
            Some(Verdict::Skip) => Verdict::Skip,
            _ => Verdict::Pass,
        }
    }
}
