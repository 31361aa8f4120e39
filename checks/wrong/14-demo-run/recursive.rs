//! lesson: 14
//! right: further attempts by recursion; runs and sections by try_for_each and ControlFlow; the spread by ranks
//! file: capstone/src/demo/run.rs
use std::ops::ControlFlow;

pub fn run<S: Stage>(
    script: &Script<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> Report {
    let planned = script.sections.len();
    let mut report = Report { planned, ..Report::default() };
    let end = script.sections.iter().enumerate().try_for_each(|(number, section)| {
        if stage.interrupted() {
            return ControlFlow::Break(());
        }
        audience.begin(number, planned, section);
        let of_section = try_section(section, stage, audience);
        if stage.interrupted() {
            return ControlFlow::Break(());
        }
        audience.end(&of_section);
        report.sections.push(of_section);
        ControlFlow::Continue(())
    });
    report.interrupted = end.is_break() || stage.interrupted();
    report
}

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    attempt_from(1, section, stage, audience)
}

/// The attempt of this number, and those after it.
fn attempt_from<S: Stage>(
    number: u32,
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let report = SectionReport { attempts: number, ..run_section(section, stage, audience) };
    stage.clear();
    if number >= ATTEMPTS || !report.may_be_noise() || stage.interrupted() {
        return report;
    }
    audience.again(number + 1, &report);
    if !stage.interrupted() {
        stage.calm_down();
    }
    if stage.interrupted() { report } else { attempt_from(number + 1, section, stage, audience) }
}

fn run_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let began = Instant::now();
    let mut report = SectionReport {
        name: section.name,
        evidence: Evidence::default(),
        findings: Vec::new(),
        error: None,
        look: section.look,
        attempts: 1,
        elapsed: began.elapsed(),
    };
    let _ = section.steps.iter().try_for_each(|step| {
        if stage.interrupted() {
            return ControlFlow::Break(());
        }
        audience.step(step);
        let seen = match stage.perform(&step.action) {
            Ok(seen) => seen,
            Err(why) => {
                report.error = Some([step.says.as_str(), why.as_str()].join(": "));
                return ControlFlow::Break(());
            }
        };
        report.evidence.add(&seen);
        let first = report.findings.len();
        for expectation in &step.expectations {
            let finding = expectation.judge(&report.evidence);
            report.findings.push(finding);
        }
        audience.seen(&seen, &report.findings[first..]);
        if report.passed() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    report.elapsed = began.elapsed();
    report
}

impl Row {
    pub fn spread(&self) -> Option<[Figure; 3]> {
        let values: Vec<Figure> = self.values.iter().copied().flatten().collect();
        let middle = values.len().checked_sub(1)? / 2;
        // The value that has `rank` others before it; those that are equal keep their order.
        let of_rank = |rank: usize| {
            values.iter().enumerate().find_map(|(place, figure)| {
                let is_before = |(other, value): &(usize, &Figure)| {
                    value.value.total_cmp(&figure.value).then(other.cmp(&place)).is_lt()
                };
                (values.iter().enumerate().filter(is_before).count() == rank).then_some(*figure)
            })
        };
        Some([of_rank(0)?, of_rank(middle)?, of_rank(values.len() - 1)?])
    }
}
