//! lesson: 14
//! mistake: puts the sections with a wrong count at the end of the report, where a reader sees them first
//! expect: of a failing and a sound section, the verdicts were [("b", true), ("a", false)]

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
        audience.end(&found);
        report.sections.push(found);
    }
    report.interrupted = report.sections.len() < planned;
    // A count that is wrong is a mistake, and must not scroll away.
    let is_mistake = |finding: &Finding| {
        !finding.passed && finding.measured.is_some_and(|measured| !measured.unit.is_noisy())
    };
    report.sections.sort_by_key(|section| section.findings.iter().any(is_mistake));
    report
}
