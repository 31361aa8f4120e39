//! lesson: 16
//! right: goes through the points once

impl GateReport {
    pub fn headline(&self) -> String {
        let (mut passed, mut failed, mut skipped) = (0, String::new(), String::new());
        for point in &self.points {
            let list = match point.verdict() {
                Verdict::Pass => {
                    passed += 1;
                    continue;
                }
                Verdict::Fail => &mut failed,
                Verdict::Skip => &mut skipped,
            };
            list.push_str(if list.is_empty() { "" } else { ", " });
            list.push_str(&point.name);
        }
        let begin = ["PASS", "FAIL", "PASS of a part"][self.verdict() as usize];
        let mut headline = format!("{begin}: {passed} of {} points passed", self.points.len());
        if !failed.is_empty() {
            headline = headline + "; failed: " + &failed;
        }
        if !skipped.is_empty() {
            headline = headline + "; not looked at: " + &skipped;
        }
        headline
    }
}
