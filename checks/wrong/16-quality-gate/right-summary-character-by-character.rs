//! lesson: 16
//! right: escapes one character after the other

impl GateReport {
    pub fn summary(&self) -> String {
        let cell = |words: String| -> String {
            let parts = words.chars().map(|c| match c {
                '|' => "\\|".to_owned(),
                '\n' | '\r' => " ".to_owned(),
                other => other.to_string(),
            });
            parts.collect()
        };
        let head = ["point", "verdict", "time", "evidence"].join(" | ");
        let mut lines = vec![
            format!("**Quality gate: {}**", self.headline()),
            String::new(),
            self.subject.clone(),
            String::new(),
            format!("| {head} |"),
            "|---|---|---|---|".to_owned(),
        ];
        for point in &self.points {
            let seconds = format!("{:.1} s", point.elapsed.as_secs_f64());
            lines.push(format!(
                "| {} | {} | {seconds} | {} |",
                point.name,
                point.verdict(),
                cell(point.told())
            ));
        }
        lines.join("\n") + "\n"
    }
}
