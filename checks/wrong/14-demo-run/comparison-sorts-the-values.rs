//! lesson: 14
//! mistake: sorts the values of a row, as the spread needs them, so they are not in the order of the runs any more
//! expect: the values of `time` were [Some(Figure { value: 10.0, unit: Count }), Some(Figure { value: 11.0

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
                        let values = reports.iter().map(|report| value(report, section, figure));
                        let mut values: Vec<Option<Figure>> = values.collect();
                        // The least first. A run without a value keeps its place.
                        values.sort_by(|one, other| match (one, other) {
                            (Some(one), Some(other)) => one.value.total_cmp(&other.value),
                            _ => std::cmp::Ordering::Equal,
                        });
                        rows.insert(place, Row { section, figure: figure.clone(), values, exact: false });
                    }
                    rows[place].exact |= matches!(expectation.bound, Bound::Exactly(_));
                    next = next.max(place + 1);
                }
                let last = rows.iter().rposition(|row| row.section == *section);
                next = last.map_or(next, |last| next.max(last + 1));
            }
        }
        let passed = reports.iter().filter(|report| report.passed()).count();
        Self { passed, runs: reports.len(), rows }
    }
}
