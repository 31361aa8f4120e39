//! lesson: 14
//! mistake: asks only the first run that has a figure whether it is exact, though that may have failed before
//! expect: one of two runs came to `exactly 5`
//! file: capstone/src/demo/comparison.rs
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            let mut next = 0;
            // The rows that this run adds: only they can still become exact.
            let mut own: Vec<(&'static str, String)> = Vec::new();
            for reported in &report.sections {
                let section = reported.name;
                for finding in &reported.findings {
                    let figure = &finding.expectation.figure;
                    let exact = matches!(finding.expectation.bound, Bound::Exactly(_));
                    let place = rows.iter().position(|row| row.section == section && row.figure == *figure);
                    match place {
                        Some(place) => {
                            if own.iter().any(|(name, known)| *name == section && known == figure) {
                                rows[place].exact |= exact;
                            }
                            next = next.max(place + 1);
                        }
                        None => {
                            let values =
                                reports.iter().map(|report| value(report, section, figure)).collect();
                            rows.insert(next, Row { section, figure: figure.clone(), values, exact });
                            own.push((section, figure.clone()));
                            next += 1;
                        }
                    }
                }
                let last = rows.iter().rposition(|row| row.section == section);
                next = last.map_or(next, |last| next.max(last + 1));
            }
        }
        Self { passed: reports.iter().filter(|report| report.passed()).count(), runs: reports.len(), rows }
    }
}
