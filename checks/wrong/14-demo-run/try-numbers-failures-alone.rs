//! lesson: 14
//! mistake: gives an attempt its number only if it failed, so one that passes always counts as the first
//! expect: slow twice, then quick: its report says attempt 1 and not 3

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        stage.clear();
        if report.passed() {
            return report;
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
