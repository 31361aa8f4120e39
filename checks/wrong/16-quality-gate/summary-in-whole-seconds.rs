//! lesson: 16
//! mistake: cuts the time to tenths of a second instead of rounding it
//! expect: its rows were others

impl GateReport {
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        text += "| point | verdict | time | evidence |\n|---|---|---|---|\n";
        for point in &self.points {
            let (verdict, seconds) = (point.verdict(), (10.0 * point.elapsed.as_secs_f64()).floor() / 10.0);
            let told = point.told().replace(['\n', '\r'], " ").replace('|', "\\|");
            writeln!(text, "| {} | {verdict} | {seconds:.1} s | {told} |", point.name)
                .expect("a String takes everything");
        }
        text
    }
}
