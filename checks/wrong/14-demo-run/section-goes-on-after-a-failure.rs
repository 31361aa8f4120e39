//! lesson: 14
//! mistake: does the step after one that failed
//! expect: within a section, a step that fails must be the last, but the steps done were ["x", "y"]

fn run_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let (began, Section { name, look, .. }) = (Instant::now(), section);
    let (evidence, findings, error) = (Evidence::default(), Vec::new(), None);
    let mut report =
        SectionReport { name, look, evidence, findings, error, attempts: 1, elapsed: began.elapsed() };
    for step in &section.steps {
        if stage.interrupted() || report.error.is_some() {
            break;
        }
        audience.step(step);
        match stage.perform(&step.action) {
            Ok(seen) => {
                report.evidence.add(&seen);
                let found: Vec<Finding> =
                    step.expectations.iter().map(|expectation| expectation.judge(&report.evidence)).collect();
                audience.seen(&seen, &found);
                report.findings.extend(found);
            }
            Err(error) => report.error = Some(format!("{}: {error}", step.says)),
        }
    }
    report.elapsed = began.elapsed();
    report
}
