//! lesson: 16
//! mistake: leaves out the points that were skipped
//! expect: its rows were others

impl GateReport {
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        text += "| point | verdict | time | evidence |\n|---|---|---|---|\n";
        for point in self.points.iter().filter(|point| point.verdict() != Verdict::Skip) {
            let (verdict, seconds) = (point.verdict(), point.elapsed.as_secs_f64());
            let told = point.told().replace(['\n', '\r'], " ").replace('|', "\\|");
            writeln!(text, "| {} | {verdict} | {seconds:.1} s | {told} |", point.name)
                .expect("a String takes everything");
        }
        text
    }
}
