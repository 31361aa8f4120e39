//! lesson: 14
//! right: collects the names first and then the values
//! file: capstone/src/demo/comparison.rs

impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut names: Vec<(&'static str, String)> = Vec::new();
        let all: Vec<_> = reports.iter().flat_map(|report| &report.sections).flat_map(findings).collect();
        for report in reports {
            let mut next = 0;
            for section in &report.sections {
                for (section, finding) in findings(section) {
                    let name = (section, finding.expectation.figure.clone());
                    let known = names.iter().position(|known| *known == name);
                    let place = known.unwrap_or_else(|| {
                        names.insert(next, name);
                        next
                    });
                    next = next.max(place + 1);
                }
                let in_section =
                    |(place, name): (usize, &(&str, String))| (name.0 == section.name).then_some(place);
                next = next
                    .max(names.iter().enumerate().filter_map(in_section).max().map_or(0, |last| last + 1));
            }
        }
        let row = |(section, figure): (&'static str, String)| {
            let own =
                all.iter().filter(|(name, finding)| *name == section && finding.expectation.figure == figure);
            let exact =
                own.clone().any(|(_, finding)| matches!(finding.expectation.bound, Bound::Exactly(_)));
            Row {
                values: reports.iter().map(|run| value(run, section, &figure)).collect(),
                section,
                figure,
                exact,
            }
        };
        let rows = names.into_iter().map(row).collect();
        Self { passed: reports.iter().map(|run| usize::from(run.passed())).sum(), runs: reports.len(), rows }
    }
}

fn findings(section: &SectionReport) -> impl Iterator<Item = (&'static str, &Finding)> {
    section.findings.iter().map(|finding| (section.name, finding))
}
