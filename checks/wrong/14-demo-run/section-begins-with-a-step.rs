//! lesson: 14
//! mistake: asks for an interruption only after a step, so one that comes while it waits for calm starts another step
//! expect: interrupted by "calm", it went on with

fn run_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let began = Instant::now();
    let mut evidence = Evidence::default();
    let mut findings: Vec<Finding> = Vec::new();
    let mut error = None;
    for step in &section.steps {
        audience.step(step);
        match stage.perform(&step.action) {
            Ok(seen) => {
                evidence.add(&seen);
                let found: Vec<Finding> =
                    step.expectations.iter().map(|expectation| expectation.judge(&evidence)).collect();
                audience.seen(&seen, &found);
                let failed = found.iter().any(|finding| !finding.passed);
                findings.extend(found);
                if failed {
                    break;
                }
            }
            Err(reason) => {
                error = Some(format!("{}: {reason}", step.says));
                break;
            }
        }
        if stage.interrupted() {
            break;
        }
    }
    SectionReport {
        name: section.name,
        evidence,
        findings,
        error,
        look: section.look,
        attempts: 1,
        elapsed: began.elapsed(),
    }
}
