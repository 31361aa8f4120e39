//! lesson: 14
//! mistake: the clock of a section is started once, so the time of an attempt contains the attempts and pauses before it
//! expect: the last of three attempts took at most

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let began = Instant::now();
    let mut number = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        stage.clear();
        report.attempts = number;
        report.elapsed = began.elapsed();
        if number == ATTEMPTS || stage.interrupted() || !report.may_be_noise() {
            return report;
        }
        number += 1;
        audience.again(number, &report);
        stage.calm_down();
        if stage.interrupted() {
            return report;
        }
    }
}
