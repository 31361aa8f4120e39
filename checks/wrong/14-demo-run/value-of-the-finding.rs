//! lesson: 14
//! mistake: a row's values come from the findings, not the evidence: old if measured again, none if the finding was not reached
//! expect: a comparison must have one row for each figure expected, with its value in each run
//! file: capstone/src/demo/comparison.rs
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for (run, report) in reports.iter().enumerate() {
            let mut place = 0;
            for (section, finding) in report.sections.iter().flat_map(findings) {
                let figure = &finding.expectation.figure;
                let known = rows.iter().position(|row| row.section == section && row.figure == *figure);
                let index = known.unwrap_or_else(|| {
                    let values = vec![None; reports.len()];
                    rows.insert(place, Row { section, figure: figure.clone(), values, exact: false });
                    place
                });
                place = place.max(index + 1);
                let row = &mut rows[index];
                row.exact |= matches!(finding.expectation.bound, Bound::Exactly(_));
                // A later finding is the newer one.
                row.values[run] = finding.measured.or(row.values[run]);
            }
        }
        let passed = reports.iter().filter(|report| report.passed()).count();
        Self { passed, runs: reports.len(), rows }
    }
}

fn findings(section: &SectionReport) -> impl Iterator<Item = (&'static str, &Finding)> {
    section.findings.iter().map(|finding| (section.name, finding))
}
