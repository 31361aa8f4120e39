//! lesson: 14
//! mistake: tells of a further attempt before the stage is cleared
//! expect: after the last step of an attempt came `again 2`

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
        attempt += 1;
        if !last {
            audience.again(attempt, &report);
        }
        stage.clear();
        if last {
            return report;
        }
        stage.calm_down();
    }
}
