//! lesson: 14
//! mistake: a step that cannot be performed takes the evidence of the steps before it out of the report
//! expect: the step before it had seen x = 1
fn run_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let began = Instant::now();
    let report = |evidence: Evidence, findings: Vec<Finding>, error: Option<String>| SectionReport {
        name: section.name,
        evidence,
        findings,
        error,
        look: section.look,
        attempts: 1,
        elapsed: began.elapsed(),
    };
    let mut evidence = Evidence::default();
    let mut findings = Vec::new();
    for step in &section.steps {
        if stage.interrupted() {
            break;
        }
        audience.step(step);
        let seen = match stage.perform(&step.action) {
            Ok(seen) => seen,
            // Nothing was measured: there is only the reason.
            Err(why) => {
                return report(Evidence::default(), findings, Some(format!("{}: {why}", step.says)));
            }
        };
        evidence.add(&seen);
        let judged: Vec<Finding> =
            step.expectations.iter().map(|expectation| expectation.judge(&evidence)).collect();
        audience.seen(&seen, &judged);
        let failed = judged.iter().any(|finding| !finding.passed);
        findings.extend(judged);
        if failed {
            break;
        }
    }
    report(evidence, findings, None)
}
