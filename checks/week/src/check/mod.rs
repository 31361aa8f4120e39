//! `cargo week check`: builds the check of a lesson, runs it, and says what is next.

pub(crate) mod cargo;
pub(crate) mod case;
pub(crate) mod lanes;
mod last_words;
pub(crate) mod proof;
mod report;
pub(crate) mod time;
pub(crate) mod verdict;
mod watch;

use crate::lesson::Lesson;
use crate::place::Place;
use crate::process::{Cancel, Limits};
use crate::progress::Progress;
use crate::splice::{Source, is_blank};
use crate::terminal::{Terminal, WIDTH, wrapped};
use crate::tree::text_of;
use anyhow::Result;
use cargo::{Build, Builder, Program};
use case::Case;
use lanes::{Runner, lanes};
use report::Report;
use std::time::Duration;
use time::Time;
use verdict::Verdict;
pub(crate) use watch::watch;

/// How long a case may take. The longest has a deadline of four minutes, and waits for builds of its own besides.
pub(crate) const TIME: Duration = Duration::from_secs(600);

/// When a case has failed, the others may go on until the check has run for this long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);

/// A check of one lesson.
pub(crate) struct Check<'a> {
    pub(crate) place: &'a Place,
    pub(crate) lessons: &'a [Lesson],
    pub(crate) lesson: &'a Lesson,
    pub(crate) terminal: Terminal,
    pub(crate) cancel: &'a Cancel,
}

/// What a check has found.
struct Found {
    /// How many of the lesson's claims hold.
    held: usize,
    /// Whether everything does, what else is tested and the models included.
    passed: bool,
    report: Report,
}

impl Check<'_> {
    /// Builds it, runs it, shows it, and notes the progress. Says whether it passed.
    pub(crate) fn run(&self) -> Result<bool> {
        let Lesson { number, title, claims, .. } = self.lesson;
        let head = format!("Lesson {number}: {title}, {} claims", claims.len());
        self.terminal.say(&format!("{}\n{}\n", self.terminal.bold(&head), self.blanks()?));
        self.note(|progress| _ = progress.work_on(self.lesson))?;
        let found = self.find()?;
        if let Some(Found { held, passed, report }) = &found {
            let before = Progress::read(&self.place.root)?.has_passed(self.lesson);
            self.note(|progress| progress.checked(self.lesson, *held, *passed))?;
            self.note(|progress| self.begin_the_next(progress))?;
            self.tell(*held, *passed && !before, report)?;
        }
        Ok(found.is_some_and(|found| found.passed))
    }

    /// Changes the progress, if this is a learner's copy.
    fn note(&self, change: impl FnOnce(&mut Progress)) -> Result<()> {
        if self.place.copy.is_some() { Progress::change(&self.place.root, change) } else { Ok(()) }
    }

    /// When a lesson has passed, the turn of the next has come.
    fn begin_the_next(&self, progress: &mut Progress) {
        let at = self.place.copy.as_ref().map_or(1, |about| about.at);
        if progress.has_passed(self.lesson)
            && let Some(next) = progress.next(self.lessons, at)
        {
            progress.work_on(next);
        }
    }

    /// Nothing, if there is no program to run, or nobody wants to know any more.
    fn find(&self) -> Result<Option<Found>> {
        let id = self.lesson.id();
        let Some(program) = self.build(&id, &["test", "--test", &id])? else { return Ok(None) };
        let time = Time::always(TIME);
        let runner = self.runner(&program, &time);
        let cases = case::of_lesson(runner.tests()?, self.lesson)?;
        let mut report = Report::new(self.terminal);
        let verdicts = self.run_cases(&runner, &cases, &mut report)?;
        let held = |(case, verdict): &(&Case, &Verdict)| case.is_claim && **verdict == Verdict::Holds;
        let held = cases.iter().zip(&verdicts).filter(held).count();
        let mut passed = verdicts.iter().all(|verdict| *verdict == Verdict::Holds);
        if passed && self.has_models() {
            let head = "\nThe models, each in many orders of its threads; they are a program of their own, compiled now:\n";
            self.terminal.say(&self.terminal.faint(head));
            let Some(program) = self.build("models", &["models"])? else { return Ok(None) };
            let runner = self.runner(&program, &time);
            let cases = case::of_models(runner.tests()?, self.lesson);
            let verdicts = self.run_cases(&runner, &cases, &mut report)?;
            passed = verdicts.iter().all(|verdict| *verdict == Verdict::Holds);
        }
        let is_cancelled = self.cancel.is_cancelled();
        Ok((!is_cancelled).then_some(Found { held, passed, report }))
    }

    fn runner<'r>(&'r self, program: &'r Program, time: &'r Time) -> Runner<'r> {
        Runner {
            program,
            cancel: self.cancel,
            time,
            lanes: lanes(),
            patience: Some(PATIENCE),
            limits: Limits::default(),
            environment: &[],
            proof: None,
        }
    }

    fn run_cases(&self, runner: &Runner<'_>, cases: &[Case], report: &mut Report) -> Result<Vec<Verdict>> {
        let verdicts = runner.run(cases, |news| report.hear(news));
        self.terminal.over();
        verdicts
    }

    /// The program of the test `name`; nothing, if it does not compile, which is told.
    fn build(&self, name: &str, args: &[&str]) -> Result<Option<Program>> {
        let terminal = self.terminal;
        let builder = Builder {
            root: &self.place.root,
            colour: terminal.colour,
            limits: Limits::default(),
            environment: &[],
            time: cargo::PATIENT,
            cancel: self.cancel,
        };
        terminal.now("compiling ...");
        let build = builder.tests(args, |name| terminal.now(&format!("compiling ... {name}")))?;
        terminal.over();
        match build {
            Build::Done(mut programs) => return Ok(programs.remove(name)),
            Build::Errors(errors) => self.tell_errors(&errors),
            Build::Refused(words) => terminal.say(&format!("cargo cannot build the check:\n\n{words}\n")),
            Build::Cancelled => {}
        }
        Ok(None)
    }

    /// By convention they stand beside the checks.
    fn has_models(&self) -> bool {
        self.place.root.join(format!("checks/tests/models/{}.rs", self.lesson.id())).is_file()
    }

    /// Which of the lesson's functions are still blank, in a sentence. Of a file that is not Rust the compiler tells.
    fn blanks(&self) -> Result<String> {
        let mut blanks = Vec::new();
        for file in self.lesson.files() {
            let text = text_of(&self.place.root.join(file))?.unwrap_or_default();
            let Ok(source) = Source::parse(&text) else { continue };
            let names = self.lesson.names_in(file);
            blanks.extend(
                names
                    .into_iter()
                    .filter(|name| is_blank(&source, name) == Ok(true))
                    .map(|name| format!("`{name}`")),
            );
        }
        if blanks.is_empty() {
            return Ok(String::new());
        }
        let words =
            format!("Still blank, {} of {}: {}.", blanks.len(), self.lesson.builds.len(), blanks.join(", "));
        Ok(wrapped(&words, WIDTH).iter().map(|line| format!("{line}\n")).collect())
    }
}
