//! lesson: 16
//! mistake: whole seconds and rounded tenths are put together: 2.97 s becomes 2.10 s
//! expect: a row for each point
impl GateReport {
    pub fn summary(&self) -> String {
        let mut lines = vec![
            format!("**Quality gate: {}**", self.headline()),
            String::new(),
            self.subject.clone(),
            String::new(),
            "| point | verdict | time | evidence |".to_owned(),
            "|---|---|---|---|".to_owned(),
        ];
        for point in &self.points {
            let seconds = point.elapsed.as_secs();
            let tenths = (point.elapsed.subsec_millis() + 50) / 100;
            let evidence = point.told().replace('|', "\\|").replace(['\n', '\r'], " ");
            lines.push(format!(
                "| {} | {} | {seconds}.{tenths} s | {evidence} |",
                point.name,
                point.verdict()
            ));
        }
        lines.join("\n")
    }
}
