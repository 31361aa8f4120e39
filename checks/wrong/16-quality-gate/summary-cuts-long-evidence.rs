//! lesson: 16
//! mistake: cuts long evidence after 400 bytes, which loses a part of it, and panics in the middle of a character
//! expect: 1069 characters long, became the cell

impl GateReport {
    pub fn summary(&self) -> String {
        let mut summary = format!(
            "**Quality gate: {}**\n\n{}\n\n| point | verdict | time | evidence |\n|---|---|---|---|\n",
            self.headline(),
            self.subject
        );
        for point in &self.points {
            let mut evidence = point.told().replace('|', "\\|").replace(['\n', '\r'], " ");
            // A cell is for people: nobody reads the whole output of a compiler in a table.
            if evidence.len() > 400 {
                evidence.truncate(400);
                evidence.push_str(" ...");
            }
            let (name, verdict, seconds) = (&point.name, point.verdict(), point.elapsed.as_secs_f64());
            summary.push_str(&format!("| {name} | {verdict} | {seconds:.1} s | {evidence} |\n"));
        }
        summary
    }
}
