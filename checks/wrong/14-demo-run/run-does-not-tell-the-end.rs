//! lesson: 14
//! mistake: tells no end of a section that failed
//! expect: whoever watches must be told of all that happens, and when it happens

pub fn run<S: Stage>(
    script: &Script<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> Report {
    let planned = script.sections.len();
    let mut report = Report { planned, ..Report::default() };
    for (number, section) in script.sections.iter().enumerate() {
        if stage.interrupted() {
            break;
        }
        audience.begin(number, planned, section);
        let found = try_section(section, stage, audience);
        if stage.interrupted() {
            break;
        }
        if found.passed() {
            audience.end(&found);
        }
        report.sections.push(found);
    }
    report.interrupted = report.sections.len() < planned;
    report
}
