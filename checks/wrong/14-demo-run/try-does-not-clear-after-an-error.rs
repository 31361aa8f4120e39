//! lesson: 14
//! mistake: leaves everything as it is when a step could not be done
//! expect: four sections of one step: cleared after [1, 2, 4]

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        if report.error.is_none() {
            stage.clear();
        }
        report.attempts = attempt;
        if attempt == ATTEMPTS || stage.interrupted() || !report.may_be_noise() {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
