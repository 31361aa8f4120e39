//! lesson: 14
//! right: attempts by recursion, sections by an iterator that ends at an interruption, steps through a ControlFlow,
//!   a section passes if it has no failures to tell, and rows are taken from whichever run came furthest
//! file: capstone/src/demo/run.rs

pub fn run<S: Stage>(
    script: &Script<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> Report {
    let planned = script.sections.len();
    let numbered = script.sections.iter().enumerate();
    let sections = numbered
        .map_while(|(number, section)| {
            if stage.interrupted() {
                return None;
            }
            audience.begin(number, planned, section);
            let report = try_section(section, stage, audience);
            if stage.interrupted() {
                return None;
            }
            audience.end(&report);
            Some(report)
        })
        .collect();
    Report { sections, interrupted: stage.interrupted(), planned }
}

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    attempt_number(1, section, stage, audience)
}

fn attempt_number<S: Stage>(
    number: u32,
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut report = run_section(section, stage, audience);
    stage.clear();
    report.attempts = number;
    if number < ATTEMPTS && report.may_be_noise() && !stage.interrupted() {
        audience.again(number + 1, &report);
        stage.calm_down();
        if !stage.interrupted() {
            return attempt_number(number + 1, section, stage, audience);
        }
    }
    report
}

fn run_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    use std::ops::ControlFlow::{Break, Continue};
    let began = Instant::now();
    let mut report = SectionReport {
        name: section.name,
        look: section.look,
        evidence: Evidence::default(),
        findings: Vec::new(),
        error: None,
        attempts: 1,
        elapsed: std::time::Duration::ZERO,
    };
    let _ = section.steps.iter().try_for_each(|step| {
        if stage.interrupted() {
            return Break(());
        }
        audience.step(step);
        let seen = match stage.perform(&step.action) {
            Ok(seen) => seen,
            Err(reason) => {
                report.error = Some(format!("{}: {reason}", step.says));
                return Break(());
            }
        };
        report.evidence.add(&seen);
        let before = report.findings.len();
        for expectation in &step.expectations {
            let finding = expectation.judge(&report.evidence);
            report.findings.push(finding);
        }
        let new = &report.findings[before..];
        audience.seen(&seen, new);
        if new.iter().all(|finding| finding.passed) { Continue(()) } else { Break(()) }
    });
    report.elapsed = began.elapsed();
    report
}

impl SectionReport {
    pub fn passed(&self) -> bool {
        self.failures().is_empty()
    }

    pub fn may_be_noise(&self) -> bool {
        let mut wrong = self.findings.iter().filter(|finding| !finding.passed).peekable();
        let noisy = |finding: &Finding| finding.measured.is_some_and(|figure| figure.unit.is_noisy());
        self.error.is_none() && wrong.peek().is_some() && wrong.all(noisy)
    }
}

impl Report {
    pub fn passed(&self) -> bool {
        let passed = self.sections.iter().filter(|section| section.passed()).count();
        (self.interrupted, self.sections.len(), passed) == (false, self.planned, self.planned)
    }
}

impl Comparison {
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        let longest = reports.iter().map(|report| report.sections.len()).max().unwrap_or(0);
        for place in 0..longest {
            let mut sections: Vec<_> =
                reports.iter().filter_map(|report| report.sections.get(place)).collect();
            // A section that failed has only its first findings.
            sections.sort_by_key(|section| std::cmp::Reverse(section.findings.len()));
            for SectionReport { name: section, findings, .. } in sections {
                for finding in findings {
                    let figure = &finding.expectation.figure;
                    let exact = matches!(finding.expectation.bound, Bound::Exactly(_));
                    match rows.iter_mut().find(|row| (row.section, &row.figure) == (*section, figure)) {
                        Some(row) => row.exact |= exact,
                        None => rows.push(Row {
                            section,
                            figure: figure.clone(),
                            values: reports.iter().map(|report| value(report, section, figure)).collect(),
                            exact,
                        }),
                    }
                }
            }
        }
        let passed = reports.iter().map(|report| usize::from(report.passed())).sum();
        Self { passed, runs: reports.len(), rows }
    }

    pub fn agrees(&self) -> bool {
        !(self.passed < self.runs || self.rows.iter().any(|row| row.exact && !row.is_steady()))
    }
}

impl Row {
    pub fn is_steady(&self) -> bool {
        self.values.iter().all(Option::is_some) && self.values.windows(2).all(|pair| pair[0] == pair[1])
    }

    pub fn spread(&self) -> Option<[Figure; 3]> {
        let mut values: Vec<Figure> = self.values.iter().flatten().copied().collect();
        let place = values.len().checked_sub(1)? / 2;
        let order = |one: &Figure, other: &Figure| one.value.total_cmp(&other.value);
        let (before, middle, after) = values.select_nth_unstable_by(place, order);
        let middle = *middle;
        let smallest = before.iter().copied().min_by(order).unwrap_or(middle);
        let largest = after.iter().copied().max_by(order).unwrap_or(middle);
        Some([smallest, middle, largest])
    }
}
