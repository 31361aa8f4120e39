//! lesson: 14
//! mistake: tries a section once
//! expect: slow twice, then quick: it did not pass

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
        if attempt == 1 {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
