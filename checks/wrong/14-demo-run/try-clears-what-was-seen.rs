//! lesson: 14
//! mistake: does not clear the stage if nothing was seen, though a step that could not be done may have begun something
//! expect: four sections of one step: cleared after [1, 2, 4]

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        // If not even the first step could be done, there is nothing to clear.
        if !report.findings.is_empty() {
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
