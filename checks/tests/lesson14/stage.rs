//! A stage on which nothing happens: each step says what it measures, and the stage notes what it is asked for.

use capstone::demo::{
    Audience, Bound, Evidence, Figure, Finding, Script, Section, SectionReport, Stage, Step,
};
use std::thread;
use std::time::Duration;

/// A figure to report, or a reason not to.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    name: &'static str,
    outcome: Result<Vec<(&'static str, u64)>, &'static str>,
    /// Times, in seconds, that are ten times as long while the stage is slow.
    timed: Vec<(&'static str, u64)>,
    expected: Vec<(&'static str, Bound)>,
}

#[derive(Debug, Default)]
pub(crate) struct FakeStage {
    /// For how many steps the machine is busy with something else.
    pub(crate) slow: usize,
    /// How long each step takes.
    pub(crate) takes: Duration,
    /// The step, from 1, in which somebody asks for the end.
    pub(crate) interrupt_at: Option<usize>,
    pub(crate) done: Vec<&'static str>,
    /// After how many steps it was cleared, each time.
    pub(crate) cleared_after: Vec<usize>,
    pub(crate) calmed: usize,
}

/// A step that measures this, and expects that.
pub(crate) fn say(name: &'static str, value: u64, bound: Bound) -> Act {
    Act { name, outcome: Ok(vec![(name, value)]), timed: Vec::new(), expected: vec![(name, bound)] }
}

/// A step that takes as many seconds as predicted, if the machine is not slow.
pub(crate) fn near(value: u64) -> Act {
    let predicted = Figure::time(Duration::from_secs(value));
    let bound = Bound::Near { predicted, low: 0.9, high: 2.0 };
    Act {
        name: "time",
        outcome: Ok(Vec::new()),
        timed: vec![("time", value)],
        expected: vec![("time", bound)],
    }
}

/// Both in one step.
pub(crate) fn both(predicted: u64, count: u64, bound: Bound) -> Act {
    let mut act = near(predicted);
    act.outcome = Ok(vec![("count", count)]);
    act.expected.push(("count", bound));
    act
}

/// A step that cannot be done.
pub(crate) fn broken(reason: &'static str) -> Act {
    Act { name: "broken", outcome: Err(reason), timed: Vec::new(), expected: Vec::new() }
}

pub(crate) fn script(sections: &[(&'static str, &[Act])]) -> Script<Act> {
    let step = |act: &Act| {
        let step = Step::new(act.name, act.clone());
        act.expected.iter().fold(step, |step, (name, bound)| step.expect(*name, bound.clone(), "so"))
    };
    let sections = sections.iter().map(|(name, acts)| {
        let steps = acts.iter().map(step).collect();
        Section { name, shows: "it works", look: "there", steps }
    });
    Script { sections: sections.collect() }
}

impl Stage for FakeStage {
    type Action = Act;

    fn perform(&mut self, act: &Act) -> Result<Evidence, String> {
        self.done.push(act.name);
        thread::sleep(self.takes);
        let factor = if self.done.len() <= self.slow { 10 } else { 1 };
        let counts = act.outcome.clone().map_err(str::to_owned)?.into_iter();
        let counts = counts.map(|(name, count)| (name, Figure::count(count)));
        let seconds = |value| Figure::time(Duration::from_secs(value * factor));
        let times = act.timed.iter().map(|(name, value)| (*name, seconds(*value)));
        Ok(counts
            .chain(times)
            .fold(Evidence::default(), |evidence, (name, figure)| evidence.with(name, figure)))
    }

    fn clear(&mut self) {
        self.cleared_after.push(self.done.len());
    }

    fn calm_down(&mut self) {
        self.calmed += 1;
    }

    fn interrupted(&self) -> bool {
        self.interrupt_at.is_some_and(|step| self.done.len() >= step)
    }
}

/// An audience that notes what it is told.
#[derive(Debug, Default)]
pub(crate) struct Notes(pub(crate) Vec<String>);

impl Audience<Act> for Notes {
    fn begin(&mut self, number: usize, of: usize, section: &Section<Act>) {
        self.0.push(format!("begin {} ({number} of {of})", section.name));
    }

    fn step(&mut self, step: &Step<Act>) {
        self.0.push(format!("step {}", step.says));
    }

    fn seen(&mut self, _evidence: &Evidence, findings: &[Finding]) {
        let passed = findings.iter().filter(|finding| finding.passed).count();
        self.0.push(format!("seen, {passed} of {} passed", findings.len()));
    }

    fn again(&mut self, number: u32, report: &SectionReport) {
        self.0.push(format!("again {}, attempt {number}", report.name));
    }

    fn end(&mut self, report: &SectionReport) {
        self.0.push(format!("end {}", report.name));
    }
}
