//! lesson: 14
//! mistake: reports the figures of the steps that were not done as not measured: one failure becomes many
//! expect: there were 2 findings, after one step with one expectation

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
        if stage.interrupted() {
            break;
        }
        let judge = |evidence: &Evidence| -> Vec<Finding> {
            step.expectations.iter().map(|expectation| expectation.judge(evidence)).collect()
        };
        if !report.passed() {
            // It is not done, but whatever was expected has a line in the report.
            let missing = judge(&report.evidence);
            report.findings.extend(missing);
            continue;
        }
        audience.step(step);
        match stage.perform(&step.action) {
            Ok(seen) => {
                report.evidence.add(&seen);
                let found = judge(&report.evidence);
                audience.seen(&seen, &found);
                report.findings.extend(found);
            }
            Err(error) => report.error = Some(format!("{}: {error}", step.says)),
        }
    }
    report.elapsed = began.elapsed();
    report
}
