//! lesson: 16
//! mistake: the headline names as failed the points with a fact that does not hold, so a point without evidence is not named
//! expect: the headline must say the verdict, the count, and each point that did not pass
impl GateReport {
    pub fn headline(&self) -> String {
        let start = match self.verdict() {
            Verdict::Pass => "PASS",
            Verdict::Skip => "PASS of a part",
            Verdict::Fail => "FAIL",
        };
        let passed = self.points.iter().filter(|point| matches!(point.verdict(), Verdict::Pass)).count();
        let mut line = format!("{start}: {passed} of {} points passed", self.points.len());
        let skipped = self.points.iter().filter(|point| point.skipped.is_some());
        let skipped: Vec<String> = skipped.map(|point| point.name.to_string()).collect();
        let failed = self
            .points
            .iter()
            .filter(|point| point.skipped.is_none() && point.evidence.iter().any(|fact| !fact.holds));
        let failed: Vec<String> = failed.map(|point| point.name.to_string()).collect();
        if !failed.is_empty() {
            line.push_str(&format!("; failed: {}", failed.join(", ")));
        }
        if !skipped.is_empty() {
            line.push_str(&format!("; not looked at: {}", skipped.join(", ")));
        }
        line
    }
}
