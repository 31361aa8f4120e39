//! lesson: 14
//! mistake: lets the last expectation of a figure decide alone
//! expect: the figures and whether exact were
//! file: capstone/src/demo/comparison.rs

impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            let mut next = 0;
            for reported in &report.sections {
                let section = reported.name;
                for finding in &reported.findings {
                    let figure = &finding.expectation.figure;
                    let known = rows.iter().position(|row| row.section == section && row.figure == *figure);
                    let place = known.unwrap_or(next);
                    if known.is_none() {
                        let values = reports.iter().map(|report| value(report, section, figure)).collect();
                        rows.insert(place, Row { section, figure: figure.clone(), values, exact: false });
                    }
                    rows[place].exact = matches!(finding.expectation.bound, Bound::Exactly(_));
                    next = next.max(place + 1);
                }
                let last = rows.iter().rposition(|row| row.section == section);
                next = last.map_or(next, |last| next.max(last + 1));
            }
        }
        let passed = reports.iter().filter(|report| report.passed()).count();
        Self { passed, runs: reports.len(), rows }
    }
}
