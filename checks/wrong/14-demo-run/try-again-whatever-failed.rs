//! lesson: 14
//! mistake: tries again whatever failed
//! expect: it was tried 3 times, until luck would have helped

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
        if attempt == ATTEMPTS || stage.interrupted() || report.passed() {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
