//! lesson: 14
//! right: takes the rows of each section from the run that came furthest in it
impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut names: Vec<&'static str> = Vec::new();
        if let Some(furthest) = reports.iter().max_by_key(|report| report.sections.len()) {
            names.extend(furthest.sections.iter().map(|section| section.name));
        }
        let mut rows: Vec<Row> = Vec::new();
        for name in names {
            let all =
                reports.iter().flat_map(|report| &report.sections).filter(|section| section.name == name);
            let Some(furthest) = all.max_by_key(|section| section.findings.len()) else { continue };
            for Finding { expectation, .. } in &furthest.findings {
                let figure = &expectation.figure;
                let exact = matches!(expectation.bound, Bound::Exactly(_));
                if let Some(row) = rows.iter_mut().find(|row| row.section == name && row.figure == *figure) {
                    row.exact = row.exact || exact;
                    continue;
                }
                let values = reports.iter().map(|report| value(report, name, figure)).collect();
                rows.push(Row { section: name, figure: figure.clone(), values, exact });
            }
        }
        let passed = reports.iter().map(|report| usize::from(report.passed())).sum();
        Self { passed, runs: reports.len(), rows }
    }
}
