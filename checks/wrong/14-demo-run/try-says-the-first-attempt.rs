//! lesson: 14
//! mistake: does not say which attempt it was
//! expect: slow twice, then quick: its report says attempt 1 and not 3

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let report = run_section(section, stage, audience);
        stage.clear();
        if attempt == ATTEMPTS || stage.interrupted() || !report.may_be_noise() {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
