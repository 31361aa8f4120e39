//! lesson: 16
//! mistake: names the first point that failed alone
//! expect: passed; not looked at: demo", not

impl GateReport {
    pub fn headline(&self) -> String {
        let names = |verdict| {
            let named = self.points.iter().filter(|point| point.verdict() == verdict);
            named.map(|point| point.name.as_str()).collect::<Vec<_>>()
        };
        let [passed, failed, skipped] = [Verdict::Pass, Verdict::Fail, Verdict::Skip].map(names);
        let score = format!("{} of {} points passed", passed.len(), self.points.len());
        let mut headline = match self.verdict() {
            Verdict::Pass => format!("PASS: {score}"),
            Verdict::Skip => format!("PASS of a part: {score}"),
            Verdict::Fail => format!("FAIL: {score}"),
        };
        for (what, names) in [("failed", failed), ("not looked at", skipped)] {
            if !names.is_empty() {
                headline += &format!("; {what}: {}", names[0]);
            }
        }
        headline
    }
}
