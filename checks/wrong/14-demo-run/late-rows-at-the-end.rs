//! lesson: 14
//! mistake: a figure that run 1 did not reach, as its section failed before, has its row after those of later sections
//! expect: the rows must be in the order of the script, also if a run failed before it came to a figure
//! file: capstone/src/demo/comparison.rs
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            for section in &report.sections {
                for (section, finding) in findings(section) {
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
        }
        let passed = reports.iter().filter(|report| report.passed()).count();
        Self { passed, runs: reports.len(), rows }
    }
}

fn findings(section: &SectionReport) -> impl Iterator<Item = (&'static str, &Finding)> {
    section.findings.iter().map(|finding| (section.name, finding))
}
