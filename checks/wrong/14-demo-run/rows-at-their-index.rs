//! lesson: 14
//! mistake: puts a row that the first run lacks where it stood in its own run
//! expect: with runs that came to [(3, 1), (1, 2), (3, 1)]
//! file: capstone/src/demo/comparison.rs

impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            let all = report.sections.iter().flat_map(findings);
            for (index, (section, finding)) in all.enumerate() {
                let exact = matches!(finding.expectation.bound, Bound::Exactly(_));
                let figure = &finding.expectation.figure;
                match rows.iter_mut().find(|row| row.section == section && row.figure == *figure) {
                    Some(row) => row.exact |= exact,
                    None => {
                        let values = reports.iter().map(|report| value(report, section, figure)).collect();
                        let row = Row { section, figure: figure.clone(), values, exact };
                        rows.insert(index.min(rows.len()), row);
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
