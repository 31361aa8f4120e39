//! A stage on which nothing happens: each step says what it measures, and the stage notes what it is asked for.

use capstone::demo::{
    Audience, Bound, Evidence, Figure, Finding, Report, Script, Section, SectionReport, Stage, Step, run,
};
use std::cell::RefCell;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

/// A figure to report, or a reason not to.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    name: &'static str,
    outcome: Result<Vec<(&'static str, u64)>, &'static str>,
    /// Times, in seconds, that are ten times as long while the stage is slow.
    timed: Vec<(&'static str, u64)>,
    pub(crate) expected: Vec<(&'static str, Bound)>,
}

#[derive(Debug, Default)]
pub(crate) struct FakeStage {
    /// For how many steps the machine is busy with something else.
    pub(crate) slow: usize,
    /// How long each step takes.
    pub(crate) takes: Duration,
    /// The step, from 1, in which somebody asks for the end.
    pub(crate) interrupt_at: Option<usize>,
    /// The line of the log with which somebody asks for the end.
    pub(crate) interrupt_by: Option<&'static str>,
    /// When it was last asked to wait for calm.
    pub(crate) calmed_at: Option<Instant>,
    pub(crate) done: Vec<&'static str>,
    /// After how many steps it was cleared, each time.
    pub(crate) cleared_after: Vec<usize>,
    pub(crate) log: Log,
}

/// What was asked of the stage and told to the audience, in order.
pub(crate) type Log = Rc<RefCell<Vec<String>>>;

impl FakeStage {
    fn note(&self, words: impl Into<String>) {
        self.log.borrow_mut().push(words.into());
    }

    /// How often it was asked to wait for calm.
    pub(crate) fn calmed(&self) -> usize {
        self.log.borrow().iter().filter(|line| *line == "calm").count()
    }
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

/// What comes of a script with these sections.
pub(crate) fn perform(sections: &[(&'static str, &[Act])]) -> Report {
    run(&script(sections), &mut FakeStage::default(), &mut ())
}

impl Stage for FakeStage {
    type Action = Act;

    fn perform(&mut self, act: &Act) -> Result<Evidence, String> {
        self.done.push(act.name);
        self.note(format!("perform {}", act.name));
        thread::sleep(self.takes);
        let factor = if self.done.len() <= self.slow { 10 } else { 1 };
        let counts = act.outcome.clone().map_err(str::to_owned)?.into_iter();
        let counts = counts.map(|(name, count)| (name, Figure::count(count)));
        let seconds = |value| Figure::time(Duration::from_secs(value * factor));
        let times = act.timed.iter().map(|(name, value)| (*name, seconds(*value)));
        let steps = Evidence::default().with("steps done", Figure::count(self.done.len() as u64));
        Ok(counts.chain(times).fold(steps, |evidence, (name, figure)| evidence.with(name, figure)))
    }

    fn clear(&mut self) {
        self.note("clear");
        self.cleared_after.push(self.done.len());
    }

    fn calm_down(&mut self) {
        self.note("calm");
        self.calmed_at = Some(Instant::now());
    }

    fn interrupted(&self) -> bool {
        let noted = |line: &str| self.log.borrow().iter().any(|noted| noted == line);
        self.interrupt_at.is_some_and(|step| self.done.len() >= step) || self.interrupt_by.is_some_and(noted)
    }
}

/// An audience that notes what it is told.
#[derive(Debug)]
pub(crate) struct Notes(Log);

impl Notes {
    /// In the same log as what is asked of this stage.
    pub(crate) fn beside(stage: &FakeStage) -> Self {
        Self(Rc::clone(&stage.log))
    }

    fn note(&self, words: String) {
        self.0.borrow_mut().push(words);
    }
}

impl Audience<Act> for Notes {
    fn begin(&mut self, number: usize, of: usize, section: &Section<Act>) {
        self.note(format!("begin {}, {number} of {of}", section.name));
    }

    fn step(&mut self, step: &Step<Act>) {
        self.note(format!("step {}", step.says));
    }

    fn seen(&mut self, evidence: &Evidence, findings: &[Finding]) {
        let figures = ["time", "x", "y"].into_iter().filter(|name| evidence.get(name).is_some());
        let passed = findings.iter().filter(|finding| finding.passed).count();
        let figures = figures.collect::<Vec<_>>().join(", ");
        self.note(format!("seen {figures}: {passed} of {} passed", findings.len()));
    }

    fn again(&mut self, number: u32, _report: &SectionReport) {
        self.note(format!("again {number}"));
    }

    fn end(&mut self, report: &SectionReport) {
        self.note(format!("end {}", report.name));
    }
}
