//! lesson: 14
//! mistake: tries a section again if one of its times is wrong, also beside a wrong count
//! expect: a wrong count must fail at once, also beside a time that is too long, but it was tried 3 times

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
        let noisy = |finding: &Finding| finding.measured.is_some_and(|measured| measured.unit.is_noisy());
        let was_busy = report.findings.iter().any(|finding| !finding.passed && noisy(finding));
        if attempt == ATTEMPTS || stage.interrupted() || !was_busy {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
