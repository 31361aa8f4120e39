//! lesson: 14
//! mistake: keeps the first value of a figure that is measured twice
//! expect: x was 1, then 2, and the verdict on 2 was

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
                let mut all = seen.clone();
                all.add(&report.evidence);
                report.evidence = all;
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
