//! lesson: 14
//! right: does one step in a function of its own

fn run_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let began = Instant::now();
    let mut report = SectionReport {
        name: section.name,
        evidence: Evidence::default(),
        findings: Vec::new(),
        error: None,
        look: section.look,
        attempts: 1,
        elapsed: std::time::Duration::ZERO,
    };
    let mut steps = section.steps.iter();
    while !stage.interrupted()
        && let Some(step) = steps.next()
        && do_step(step, stage, audience, &mut report)
    {}
    report.elapsed = began.elapsed();
    report
}

/// Whether it passed.
fn do_step<S: Stage>(
    step: &Step<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
    report: &mut SectionReport,
) -> bool {
    audience.step(step);
    let seen = match stage.perform(&step.action) {
        Ok(seen) => seen,
        Err(reason) => {
            report.error = Some(step.says.clone() + ": " + &reason);
            return false;
        }
    };
    report.evidence.add(&seen);
    let before = report.findings.len();
    report.findings.extend(step.expectations.iter().map(|expectation| expectation.judge(&report.evidence)));
    let found = &report.findings[before..];
    audience.seen(&seen, found);
    found.iter().all(|finding| finding.passed)
}
