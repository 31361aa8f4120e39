//! lesson: 14
//! mistake: leaves a run that lacks the section out of the rows, so a figure that only one run has counts as the same in all
//! expect: ("b", [Some(Figure { value: 2.0, unit: Count })])
//! file: capstone/src/demo/comparison.rs
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            let mut next = 0;
            for SectionReport { name: section, findings, .. } in &report.sections {
                let has_it = |report: &&Report| report.sections.iter().any(|found| found.name == *section);
                for Finding { expectation, .. } in findings {
                    let figure = &expectation.figure;
                    let known = rows.iter().position(|row| row.section == *section && row.figure == *figure);
                    let place = known.unwrap_or(next);
                    if known.is_none() {
                        // A run without this section has no value to compare.
                        let with_it = reports.iter().filter(has_it);
                        let values = with_it.map(|report| value(report, section, figure)).collect();
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
