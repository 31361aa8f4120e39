//! lesson: 16
//! mistake: takes a bar behind a backslash for one that is escaped already
//! expect: the evidence "capstone: expected to build, came already

impl GateReport {
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        text += "| point | verdict | time | evidence |\n|---|---|---|---|\n";
        for point in &self.points {
            let (verdict, seconds) = (point.verdict(), point.elapsed.as_secs_f64());
            let told = point.told().replace(['\n', '\r'], " ").replace("\\|", "|").replace('|', "\\|");
            writeln!(text, "| {} | {verdict} | {seconds:.1} s | {told} |", point.name)
                .expect("a String takes everything");
        }
        text
    }
}
