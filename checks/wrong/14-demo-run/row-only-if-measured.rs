//! lesson: 14
//! mistake: a figure that no run has measured has no row, so nobody sees that it is missing
//! expect: a figure that is expected and was measured in no run must have its row
//! file: capstone/src/demo/comparison.rs
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for section in reports.iter().flat_map(|report| &report.sections) {
            for (section, finding) in findings(section) {
                // Without a value there is nothing to compare.
                if finding.measured.is_none() {
                    continue;
                }
                let figure = &finding.expectation.figure;
                let exact = matches!(finding.expectation.bound, Bound::Exactly(_));
                match rows.iter_mut().find(|row| row.section == section && row.figure == *figure) {
                    Some(row) => row.exact |= exact,
                    None => rows.push(Row {
                        section,
                        figure: figure.clone(),
                        values: reports.iter().map(|report| value(report, section, figure)).collect(),
                        exact,
                    }),
                }
            }
        }
        let passed = reports.iter().filter(|report| report.passed()).count();
        Self { passed, runs: reports.len(), rows }
    }
}

fn findings(section: &SectionReport) -> impl Iterator<Item = (&'static str, &Finding)> {
    section.findings.iter().map(|finding| (section.name, finding))
}
