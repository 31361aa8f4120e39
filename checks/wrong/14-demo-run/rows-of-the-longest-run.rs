//! lesson: 14
//! mistake: takes the rows of the run that came furthest alone, though another came further in another section
//! expect: with runs that came to [(1, 2), (2, 1), (3, 0)] of the figures of `b` and `a`
//! file: capstone/src/demo/comparison.rs
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        // A run that failed early has fewer findings: the one with the most of them has come furthest.
        let findings_of =
            |report: &Report| report.sections.iter().map(|section| section.findings.len()).sum::<usize>();
        let complete = reports.iter().max_by_key(|report| findings_of(report));
        let mut rows: Vec<Row> = Vec::new();
        for (section, finding) in
            complete.into_iter().flat_map(|report| report.sections.iter().flat_map(findings))
        {
            let figure = &finding.expectation.figure;
            let exact = matches!(finding.expectation.bound, Bound::Exactly(_));
            match rows.iter_mut().find(|row| row.section == section && row.figure == *figure) {
                Some(row) => row.exact |= exact,
                None => {
                    let values = reports.iter().map(|report| value(report, section, figure)).collect();
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
