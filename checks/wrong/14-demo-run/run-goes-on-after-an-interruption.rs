//! lesson: 14
//! mistake: notes an interruption and goes on
//! expect: interrupted in b, the sections reported were

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
        audience.end(&found);
        report.sections.push(found);
    }
    report
}
