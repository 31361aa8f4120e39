//! lesson: 16
//! mistake: only the evidence of a point that failed is escaped
//! expect: its evidence must stay in its cell
impl GateReport {
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        text.push_str("| point | verdict | time | evidence |\n|---|---|---|---|");
        for point in &self.points {
            let verdict = point.verdict();
            let evidence = match verdict {
                // It quotes what a program has said.
                Verdict::Fail => point.told().replace('|', "\\|").replace(['\n', '\r'], " "),
                Verdict::Pass | Verdict::Skip => point.told(),
            };
            let seconds = point.elapsed.as_secs_f64();
            text.push_str(&format!("\n| {} | {verdict} | {seconds:.1} s | {evidence} |", point.name));
        }
        text
    }
}
