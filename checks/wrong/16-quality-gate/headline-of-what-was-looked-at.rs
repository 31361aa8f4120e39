//! lesson: 16
//! mistake: counts only the points that were looked at
//! expect: it was "PASS of a part: 8 of 8 points passed

impl GateReport {
    pub fn headline(&self) -> String {
        let names = |verdict| {
            let named = self.points.iter().filter(|point| point.verdict() == verdict);
            named.map(|point| point.name.as_str()).collect::<Vec<_>>()
        };
        let [passed, failed, skipped] = [Verdict::Pass, Verdict::Fail, Verdict::Skip].map(names);
        let score = format!("{} of {} points passed", passed.len(), passed.len() + failed.len());
        let mut headline = match self.verdict() {
            Verdict::Pass => format!("PASS: {score}"),
            Verdict::Skip => format!("PASS of a part: {score}"),
            Verdict::Fail => format!("FAIL: {score}"),
        };
        for (what, names) in [("failed", failed), ("not looked at", skipped)] {
            if !names.is_empty() {
                headline += &format!("; {what}: {}", names.join(", "));
            }
        }
        headline
    }
}
