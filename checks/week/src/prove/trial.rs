//! A run of a lesson's check as a learner gets it: the claims in their order, each in a process of its own, then the models
//! if all of them hold.

use super::pinned::pinned;
use super::scratch::{Scratch, Unbuilt};
use crate::check::cargo::Program;
use crate::check::case::{self, Case};
use crate::check::lanes::{News, Runner, lanes};
use crate::check::time::Time;
use crate::check::verdict::{Failure, Verdict};
use crate::check::{PATIENCE, TIME};
use crate::lesson::Lesson;
use crate::process::{Cancel, Limits};
use anyhow::Result;
use std::ffi::OsString;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What was seen in one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Trial {
    /// What a learner reads first, if anything failed.
    pub(super) first: Option<First>,
    /// The claims that failed, as far as they were tried.
    pub(super) red: Vec<String>,
    /// How long it took, without what was compiled before.
    pub(super) took: Duration,
    /// Whether it went on after the first diagnosis, as a learner's does.
    pub(super) to_the_end: bool,
}

/// The first diagnosis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct First {
    pub(super) failure: Failure,
    /// The claim, or the model.
    pub(super) case: String,
    pub(super) is_model: bool,
    /// From the beginning of the run.
    pub(super) after: Duration,
}

/// A test program with its cases.
struct Stage {
    program: Program,
    cases: Vec<Case>,
}

/// The check of a lesson in a copy.
pub(super) struct Check<'a> {
    scratch: &'a Scratch<'a>,
    lesson: &'a Lesson,
    check: Stage,
    models: Option<Stage>,
    /// What the models said when they were asked last, and in which environment: the same code gets the same verdict each time.
    said: Option<(Vec<(OsString, OsString)>, Trial)>,
    /// Held while a job compiles: the others run.
    compiling: &'a Mutex<()>,
    /// The processor that it is to run on, beside a busy loop. What is compiled is not.
    pinned: Option<usize>,
    /// How many checks run at once: they share the processors.
    at_once: usize,
}

impl<'a> Check<'a> {
    /// Compiles it; or says why it does not compile.
    pub(super) fn new(
        scratch: &'a Scratch<'a>,
        lesson: &'a Lesson,
        compiling: &'a Mutex<()>,
        pinned: Option<usize>,
        at_once: usize,
    ) -> Result<Result<Self, Unbuilt>> {
        let _turn = compiling.lock().unwrap_or_else(PoisonError::into_inner);
        let id = lesson.id();
        let program = match scratch.build(&id, &["test", "--test", &id])? {
            Ok(program) => program,
            Err(unbuilt) => return Ok(Err(unbuilt)),
        };
        let cases = case::of_lesson(tests(&program, scratch)?, lesson)?;
        let check = Stage { program, cases };
        Ok(Ok(Self { scratch, lesson, check, models: None, said: None, compiling, pinned, at_once }))
    }

    /// Runs it: to its end, as far as a learner gets it, or until the first diagnosis is known. Without `patience`, to its end
    /// indeed. `environment` is added to what the programs see.
    pub(super) fn run(
        &mut self,
        to_the_end: bool,
        patience: Option<Duration>,
        environment: &[(OsString, OsString)],
    ) -> Result<Result<Trial, String>> {
        let environment = [self.scratch.environment(), environment].concat();
        let mut trial = self.stage(&self.check, to_the_end, patience, &environment)?;
        if let Some(First { failure, .. }) = &mut trial.first {
            failure.sentence = self.scratch.without_its_place(&failure.sentence);
        }
        let models = format!("checks/tests/models/{}.rs", self.lesson.id());
        if trial.first.is_none() && self.scratch.has(&models) {
            if let Err(problem) = self.build_models()? {
                return Ok(Err(problem));
            }
            trial.add_models(self.models(environment)?);
        }
        Ok(Ok(trial))
    }

    fn build_models(&mut self) -> Result<Result<(), String>> {
        if self.models.is_none() {
            let _turn = self.compiling.lock().unwrap_or_else(PoisonError::into_inner);
            let program = match self.scratch.build("models", &["models"])? {
                Ok(program) => program,
                Err(unbuilt) => return Ok(Err(format!("with the models, {}", unbuilt.words))),
            };
            let cases = case::of_models(tests(&program, self.scratch)?, self.lesson);
            self.models = Some(Stage { program, cases });
        }
        Ok(Ok(()))
    }

    fn models(&mut self, environment: Vec<(OsString, OsString)>) -> Result<&Trial> {
        if self.said.as_ref().is_none_or(|(other, _)| *other != environment) {
            let stage = self.models.as_ref().expect("they have been built");
            let trial = self.stage(stage, true, Some(PATIENCE), &environment)?;
            self.said = Some((environment, trial));
        }
        Ok(&self.said.as_ref().expect("it has just been made").1)
    }

    fn stage(
        &self,
        stage: &Stage,
        to_the_end: bool,
        patience: Option<Duration>,
        environment: &[(OsString, OsString)],
    ) -> Result<Trial> {
        let trial = || {
            // Two cases at a time are soon over, but what the second does is lost once the first has failed.
            let lanes = (lanes() / self.at_once).max(1);
            Trial::of(stage, lanes, to_the_end, patience, environment)
        };
        self.pinned.map_or_else(trial, |processor| pinned(processor, trial))
    }
}

/// The names of a program's tests.
fn tests(program: &Program, scratch: &Scratch<'_>) -> Result<Vec<String>> {
    runner(program, &Cancel::default(), &Time::always(TIME), scratch.environment()).tests()
}

/// As a learner's check runs it.
fn runner<'a>(
    program: &'a Program,
    cancel: &'a Cancel,
    time: &'a Time,
    environment: &'a [(OsString, OsString)],
) -> Runner<'a> {
    let limits = Limits::default();
    Runner { program, cancel, time, lanes: 1, patience: Some(PATIENCE), limits, environment, proof: None }
}

impl Trial {
    fn of(
        stage: &Stage,
        lanes: usize,
        to_the_end: bool,
        patience: Option<Duration>,
        environment: &[(OsString, OsString)],
    ) -> Result<Self> {
        let (began, cancel, time) = (Instant::now(), Cancel::default(), Time::always(TIME));
        let runner = Runner { lanes, patience, ..runner(&stage.program, &cancel, &time, environment) };
        let mut trial = Self::default();
        runner.run(&stage.cases, |news| {
            let News::Is(case, Verdict::Fails(failure)) = news else { return };
            if case.is_claim {
                trial.red.push(case.words.clone());
            }
            if trial.first.is_none() {
                let (failure, case) = (failure.clone(), case.words.clone());
                trial.first = Some(First { failure, case, is_model: false, after: began.elapsed() });
            }
            if !to_the_end {
                cancel.cancel();
            }
        })?;
        trial.took = began.elapsed();
        trial.to_the_end = to_the_end;
        Ok(trial)
    }

    /// The models come after a check that has passed.
    fn add_models(&mut self, models: &Self) {
        let first = models.first.clone();
        self.first = first.map(|first| First { is_model: true, after: self.took + first.after, ..first });
        self.took += models.took;
    }
}
