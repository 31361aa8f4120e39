//! lesson: 16
//! mistake: tells every gate as one of which a part passed
//! expect: with the points [Pass] it was SKIP, not PASS

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();

        if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 { Verdict::Fail } else { Verdict::Skip }
    }
}
