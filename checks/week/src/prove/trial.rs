//! A run of a lesson's check as a learner gets it: the claims in their order, each in a process of its own, then the models
//! if all of them hold.

use super::scratch::Scratch;
use crate::check::cargo::Program;
use crate::check::case::{self, Case};
use crate::check::lanes::{News, Runner};
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
    /// Compiled when they are wanted.
    models: Option<Stage>,
    /// Who compiles has it: the others run.
    compiling: &'a Mutex<()>,
}

impl<'a> Check<'a> {
    /// Compiles it; or says why it does not compile.
    pub(super) fn new(
        scratch: &'a Scratch<'a>,
        lesson: &'a Lesson,
        compiling: &'a Mutex<()>,
    ) -> Result<Result<Self, String>> {
        let _turn = compiling.lock().unwrap_or_else(PoisonError::into_inner);
        let id = lesson.id();
        let program = match scratch.build(&id, &["test", "--test", &id])? {
            Ok(program) => program,
            Err(problem) => return Ok(Err(problem)),
        };
        let cases = case::of_lesson(&program, lesson)?;
        Ok(Ok(Self { scratch, lesson, check: Stage { program, cases }, models: None, compiling }))
    }

    /// Runs it: to its end, as far as a learner gets it, or until the first diagnosis is known. `environment` is added to
    /// what the programs see.
    pub(super) fn run(
        &mut self,
        to_the_end: bool,
        environment: &[(OsString, OsString)],
    ) -> Result<Result<Trial, String>> {
        let mut trial = Trial::default();
        let environment = [self.scratch.environment(), environment].concat();
        trial.run(&self.check, false, to_the_end, &environment)?;
        let models = format!("checks/tests/models/{}.rs", self.lesson.id());
        if trial.first.is_none() && self.scratch.has(&models) {
            if let Err(problem) = self.compile_models()? {
                return Ok(Err(problem));
            }
            let models = self.models.as_ref().expect("they have just been compiled");
            trial.run(models, true, to_the_end, &environment)?;
        }
        Ok(Ok(trial))
    }

    fn compile_models(&mut self) -> Result<Result<(), String>> {
        if self.models.is_none() {
            let _turn = self.compiling.lock().unwrap_or_else(PoisonError::into_inner);
            match self.scratch.build("models", &["models"])? {
                Ok(program) => {
                    let cases = case::of_models(&program, self.lesson)?;
                    self.models = Some(Stage { program, cases });
                }
                Err(problem) => return Ok(Err(format!("with the models, {problem}"))),
            }
        }
        Ok(Ok(()))
    }
}

impl Trial {
    fn run(
        &mut self,
        stage: &Stage,
        is_model: bool,
        to_the_end: bool,
        environment: &[(OsString, OsString)],
    ) -> Result<()> {
        let (began, cancel) = (Instant::now(), Cancel::default());
        let runner = Runner {
            program: &stage.program,
            cancel: &cancel,
            time: TIME,
            patience: PATIENCE,
            limits: Limits::default(),
            environment,
            proof: None,
        };
        runner.run(&stage.cases, |news| {
            let News::Is(case, Verdict::Fails(failure)) = news else { return };
            if case.is_claim {
                self.red.push(case.words.clone());
            }
            if self.first.is_none() {
                let after = self.took + began.elapsed();
                let (failure, case) = (failure.clone(), case.words.clone());
                self.first = Some(First { failure, case, is_model, after });
            }
            if !to_the_end {
                cancel.cancel();
            }
        })?;
        self.took += began.elapsed();
        Ok(())
    }
}
