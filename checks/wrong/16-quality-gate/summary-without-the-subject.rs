//! lesson: 16
//! mistake: does not say what was looked at
//! expect: it lacked "commit 1234567, 2 CPUs"

impl GateReport {
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n", self.headline());
        text += "| point | verdict | time | evidence |\n|---|---|---|---|\n";
        for point in &self.points {
            let (verdict, seconds) = (point.verdict(), point.elapsed.as_secs_f64());
            let told = point.told().replace(['\n', '\r'], " ").replace('|', "\\|");
            writeln!(text, "| {} | {verdict} | {seconds:.1} s | {told} |", point.name)
                .expect("a String takes everything");
        }
        text
    }
}
