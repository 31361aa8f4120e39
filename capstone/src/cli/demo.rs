//! `capstone demo`: the whole system in nine sections, each of which can fail.
//!
//! The script and the stage on which it runs are in `capstone::demo`. Here is how it is told.

mod picture;
mod scorecard;
mod transcript;
mod view;

use super::args::whole;
use super::exit::Exit;
use super::result_file::ResultFile;
use super::terminal::{Live, shows_colours};
use super::usage::Usage;
use anyhow::{Context, Result, bail, ensure};
use capstone::demo::{Action, Pace, ProcessStage, Report, Script, clean_up_after, month1, run};
use capstone::net::Signals;
use capstone::observe::Blocking;
use clap::Args;
use std::io;
use std::path::PathBuf;
use std::time::Instant;
use transcript::{Style, Transcript};
use view::View;

/// Show in under two minutes what the server can do; each section passes or fails by what is measured
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The same sections with shorter loads: for checks
    #[arg(long)]
    fast: bool,
    /// No colours and nothing that moves, as without a terminal or with NO_COLOR
    #[arg(long)]
    plain: bool,
    /// Only these sections, separated by commas, such as pool,overload
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    only: Vec<String>,
    /// Run it N times and lay the results side by side
    #[arg(long, value_name = "N", default_value = "1", value_parser = whole(1, 1000))]
    runs: u64,
    /// Also draw what was said into this SVG file
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Start this program as `serve`, `stress` and so on. For the demo's own checks: with a program that
    /// misbehaves, a section has to fail
    #[arg(long, value_name = "FILE", hide = true)]
    program: Option<PathBuf>,
}

impl Demo {
    pub(super) fn run(self) -> Result<Exit> {
        let script = self.script()?;
        let record = self.record.as_deref().map(ResultFile::at).transpose()?;
        let signals = Signals::install().context("cannot take over the signals")?;
        signals.stop_on_hangup().context("cannot take over SIGHUP")?;
        let has_colours = !self.plain && shows_colours(&io::stdout());
        let mut transcript = Transcript::new(has_colours);
        let mut live = Live::new(has_colours.then(|| Blocking::new(io::stdout())));
        let show = move |lines: &[String]| {
            live.show(&lines.iter().map(|line| format!("      {line}")).collect::<Vec<_>>());
        };
        let mut stage = ProcessStage::open(self.program.clone(), signals, show)?;
        let mut reports = Vec::new();
        for _ in 0..self.runs {
            let report = perform(&script, &mut stage, &mut transcript);
            if report.interrupted {
                drop(stage);
                transcript.say(Style::Fail, "interrupted; what the demo had started is ended and removed");
                return Ok(Exit::Interrupted);
            }
            reports.push(report);
        }
        drop(stage);
        let agrees = self.runs == 1 || scorecard::compare(&reports, &mut transcript);
        if let Some(record) = record {
            record.replace(&picture::svg(&transcript.lines))?;
        }
        transcript.finish()?;
        let passed = agrees && reports.iter().all(Report::passed);
        Ok(if passed { Exit::Success } else { Exit::Failure })
    }

    fn script(&self) -> Result<Script<Action>> {
        let script = month1(if self.fast { Pace::Fast } else { Pace::Full });
        let names: Vec<&str> = script.sections.iter().map(|section| section.name).collect();
        let names = names.join(", ");
        let script = match script.only(&self.only) {
            Ok(script) => script,
            Err(unknown) => {
                bail!(Usage(format!("--only: there is no section {unknown:?}; there are {names}")))
            }
        };
        let flaws = script.flaws();
        ensure!(flaws.is_empty(), "the script proves nothing: {}", flaws.join("; "));
        Ok(script)
    }
}

fn perform(script: &Script<Action>, stage: &mut ProcessStage, transcript: &mut Transcript) -> Report {
    let began = Instant::now();
    let report = run(script, stage, &mut View { transcript });
    if !report.interrupted {
        scorecard::tell(&report, began.elapsed(), transcript);
    }
    report
}

/// Clean up behind a demo: the demo itself starts this
#[derive(Debug, Args)]
pub(super) struct DemoGuard {
    folder: PathBuf,
}

impl DemoGuard {
    pub(super) fn run(self) -> Result<Exit> {
        clean_up_after(&self.folder)?;
        Ok(Exit::Success)
    }
}
