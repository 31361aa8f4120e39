//! lesson: 14
//! mistake: asks for an interruption before it clears the stage, which takes a while
//! expect: interrupted by "clear", it went on with

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        report.attempts = attempt;
        let last = attempt == ATTEMPTS || stage.interrupted() || !report.may_be_noise();
        stage.clear();
        if last {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
