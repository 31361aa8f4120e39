//! lesson: 14
//! mistake: clears the stage only right before it is needed again: after `again` and the wait for calm, and after `end`
//! expect: after the last step of an attempt came `again 2`

pub fn run<S: Stage>(
    script: &Script<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> Report {
    let mut report = Report { planned: script.sections.len(), ..Report::default() };
    for (number, section) in script.sections.iter().enumerate() {
        if stage.interrupted() {
            break;
        }
        audience.begin(number, report.planned, section);
        let of_section = try_section(section, stage, audience);
        if !stage.interrupted() {
            audience.end(&of_section);
            report.sections.push(of_section);
        }
        stage.clear();
    }
    report.interrupted = stage.interrupted();
    report
}

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut number = 1;
    loop {
        let report = SectionReport { attempts: number, ..run_section(section, stage, audience) };
        if stage.interrupted() || number == ATTEMPTS || !report.may_be_noise() {
            return report;
        }
        number += 1;
        audience.again(number, &report);
        stage.calm_down();
        if stage.interrupted() {
            return report;
        }
        stage.clear();
    }
}
