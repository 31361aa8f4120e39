//! lesson: 14
//! mistake: puts a new row behind the one before it in its own run, though another run went on with that section
//! expect: the rows must be in the order of the script
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            let mut next = 0;
            for section in &report.sections {
                for finding in &section.findings {
                    let figure = &finding.expectation.figure;
                    let exact = matches!(finding.expectation.bound, Bound::Exactly(_));
                    let found =
                        rows.iter().position(|row| row.section == section.name && row.figure == *figure);
                    if let Some(place) = found {
                        rows[place].exact |= exact;
                        next = next.max(place + 1);
                    } else {
                        let values = reports.iter().map(|run| value(run, section.name, figure)).collect();
                        rows.insert(
                            next,
                            Row { section: section.name, figure: figure.clone(), values, exact },
                        );
                        next += 1;
                    }
                }
            }
        }
        Self { passed: reports.iter().filter(|report| report.passed()).count(), runs: reports.len(), rows }
    }
}
