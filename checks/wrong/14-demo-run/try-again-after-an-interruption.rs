//! lesson: 14
//! mistake: tries a section again that was interrupted
//! expect: interrupted, it waited for calm

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        stage.clear();
        report.attempts = attempt;
        if attempt == ATTEMPTS || !report.may_be_noise() {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
