//! lesson: 14
//! mistake: ends at the first section that fails
//! expect: the verdicts were [("a", false)]

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
        let passed = found.passed();
        report.sections.push(found);
        if !passed {
            break;
        }
    }
    report
}
