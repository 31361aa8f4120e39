//! lesson: 14
//! mistake: asks for an interruption after a section, and not before it begins one
//! expect: interrupted before anything was done, it went on with

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
    report
}
