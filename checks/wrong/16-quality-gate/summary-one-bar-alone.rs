//! lesson: 16
//! mistake: escapes the first bar alone
//! expect: the rows had so many cells

impl GateReport {
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        text += "| point | verdict | time | evidence |\n|---|---|---|---|\n";
        for point in &self.points {
            let (verdict, seconds) = (point.verdict(), point.elapsed.as_secs_f64());
            let told = point.told().replace(['\n', '\r'], " ").replacen('|', "\\|", 1);
            writeln!(text, "| {} | {verdict} | {seconds:.1} s | {told} |", point.name)
                .expect("a String takes everything");
        }
        text
    }
}
