//! lesson: 14
//! mistake: drops the rows that have no value, so a figure that was expected and never measured is not missed
//! expect: of `x`, and of `ghost`, which nobody measured, the rows were [("x"

impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            let mut next = 0;
            for SectionReport { name: section, findings, .. } in &report.sections {
                for Finding { expectation, .. } in findings {
                    let figure = &expectation.figure;
                    let known = rows.iter().position(|row| row.section == *section && row.figure == *figure);
                    let place = known.unwrap_or(next);
                    if known.is_none() {
                        let values = reports.iter().map(|report| value(report, section, figure)).collect();
                        rows.insert(place, Row { section, figure: figure.clone(), values, exact: false });
                    }
                    rows[place].exact |= matches!(expectation.bound, Bound::Exactly(_));
                    next = next.max(place + 1);
                }
                let last = rows.iter().rposition(|row| row.section == *section);
                next = last.map_or(next, |last| next.max(last + 1));
            }
        }
        // Without a value there is no spread to show.
        rows.retain(|row| row.spread().is_some());
        let passed = reports.iter().filter(|report| report.passed()).count();
        Self { passed, runs: reports.len(), rows }
    }
}
