//! lesson: 14
//! mistake: clears the stage once, at the end
//! expect: four sections of one step: cleared after [4]

pub fn run<S: Stage>(
    script: &Script<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> Report {
    let planned = script.sections.len();
    let mut report = Report { planned, ..Report::default() };
    for (number, section) in script.sections.iter().enumerate() {
        audience.begin(number, planned, section);
        let found = try_section(section, stage, audience);
        report.interrupted = stage.interrupted();
        if report.interrupted {
            break;
        }
        audience.end(&found);
        report.sections.push(found);
    }
    stage.clear();
    report
}

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        report.attempts = attempt;
        if attempt == ATTEMPTS || stage.interrupted() || !report.may_be_noise() {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}
