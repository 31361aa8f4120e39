//! lesson: 16
//! mistake: leaves a carriage return in its cell
//! expect: a carriage return, which is a line break, was left

impl GateReport {
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        text += "| point | verdict | time | evidence |\n|---|---|---|---|\n";
        for point in &self.points {
            let (verdict, seconds) = (point.verdict(), point.elapsed.as_secs_f64());
            let told = point.told().replace('\n', " ").replace('|', "\\|");
            writeln!(text, "| {} | {verdict} | {seconds:.1} s | {told} |", point.name)
                .expect("a String takes everything");
        }
        text
    }
}
