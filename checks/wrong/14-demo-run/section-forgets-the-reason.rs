//! lesson: 14
//! mistake: says that a step could not be done, and not why
//! expect: it said "broken"

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
        if stage.interrupted() || !report.passed() {
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
            Err(_) => report.error = Some(step.says.clone()),
        }
    }
    report.elapsed = began.elapsed();
    report
}
