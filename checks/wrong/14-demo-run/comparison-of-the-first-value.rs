//! lesson: 14
//! mistake: gives each run the value of the first
//! expect: the values of `time` were
//! file: capstone/src/demo/comparison.rs

impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for (section, finding) in reports.iter().flat_map(|report| &report.sections).flat_map(findings) {
            let figure = &finding.expectation.figure;
            let exact = matches!(finding.expectation.bound, Bound::Exactly(_));
            match rows.iter_mut().find(|row| row.section == section && row.figure == *figure) {
                Some(row) => row.exact |= exact,
                None => {
                    let values = reports.iter().map(|_| value(&reports[0], section, figure)).collect();
                    rows.push(Row { section, figure: figure.clone(), values, exact });
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
