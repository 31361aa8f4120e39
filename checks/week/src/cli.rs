//! The command line.

use crate::asking::ask;
use crate::book::book;
use crate::check::{Check, TIME, watch};
use crate::diff::diff;
use crate::export::export;
use crate::grade::{Format, grade, hand_in};
use crate::overview::overview;
use crate::place::Place;
use crate::process::{Cancel, Limits, confine, guard};
use crate::prove::{self, prove};
use crate::reading::{answer, hint};
use crate::replay::replay;
use crate::reset::reset;
use crate::start::start;
use crate::terminal::Terminal;
use crate::update::update;
use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Your own copy of the course: where you are, what is next, and whether it is right.
#[derive(Debug, Parser)]
#[command(name = "week", bin_name = "cargo week", disable_help_subcommand = true)]
struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Writes your own copy of the course, with blanks where you write
    Start {
        /// Where to; beside the course if it is left out, as `my-week`
        dir: Option<PathBuf>,
        /// The first lesson with blanks; those before it come solved
        #[arg(long, value_name = "N", default_value_t = 1)]
        at: u32,
    },
    /// Checks your lesson: what holds, what does not, and what is next
    Check {
        /// The lesson; the one whose turn it is if it is left out
        #[arg(value_name = "N")]
        lesson: Option<u32>,
        /// Again whenever you save a file, and on to the next lesson when it passes
        #[arg(long)]
        watch: bool,
    },
    /// Shows the next hint, or the one that you name
    Hint {
        /// The lesson; the one whose turn it is if it is left out
        #[arg(value_name = "N")]
        lesson: Option<u32>,
        /// Which of its hints; each says more than the one before
        #[arg(value_name = "HINT")]
        which: Option<usize>,
    },
    /// Shows the answer to a question
    Answer {
        /// The lesson
        #[arg(value_name = "N")]
        lesson: u32,
        /// The question's number
        #[arg(value_name = "Q")]
        question: usize,
    },
    /// Asks the lesson's questions, and says why an answer is wrong
    Quiz {
        /// The lesson; the one whose turn it is if it is left out
        #[arg(value_name = "N")]
        lesson: Option<u32>,
    },
    /// Makes a book of the lessons, to read in a browser
    Book {
        /// Opens it
        #[arg(long)]
        open: bool,
        /// Serves it on this machine, until Ctrl+C
        #[arg(long)]
        serve: bool,
    },
    /// Goes through the schedule in which a model failed, step by step
    Replay {
        /// As the failure prints it: 17-3f2a
        seed: String,
        /// Also draws it into this file
        #[arg(long, value_name = "FILE")]
        svg: Option<PathBuf>,
    },
    /// Shows your functions beside those of the reference
    Diff {
        /// The lesson
        #[arg(value_name = "N")]
        lesson: u32,
        /// Also if its check has not passed yet
        #[arg(long)]
        peek: bool,
    },
    /// Brings this course, if it is newer, into your copy
    Update {
        /// Your copy
        dir: PathBuf,
    },
    /// Puts the blanks back, and keeps what you wrote
    Reset {
        /// The lesson
        #[arg(value_name = "N", required_unless_present = "all", conflicts_with = "all")]
        lesson: Option<u32>,
        /// All of them
        #[arg(long)]
        all: bool,
    },
    /// Gives a submission its points
    Grade {
        /// The submission's folder; your own copy, if you are in it
        #[arg(long, value_name = "DIR")]
        submission: Option<PathBuf>,
        /// For whom
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// Where to; to stdout if it is left out
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// How many seconds one claim may take; those that fail have half an hour together, and then a minute each
        #[arg(long, value_name = "SECONDS", default_value_t = TIME.as_secs())]
        limit: u64,
    },
    /// Writes the repository that an instructor hands out
    Export {
        /// Where to
        dir: PathBuf,
    },
    /// Proves the checks: each wrong solution turns its own red, each right one passes
    Prove {
        #[command(flatten)]
        options: prove::Options,
    },
    /// Runs a program so that it cannot outlive this one
    #[command(hide = true)]
    Guard {
        #[command(flatten)]
        limits: Limits,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<OsString>,
    },
    /// Becomes a program within limits
    #[command(hide = true)]
    Confine {
        #[command(flatten)]
        limits: Limits,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<OsString>,
    },
}

/// Does what the command line says.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    match dispatch(args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("cargo week: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: Args) -> Result<ExitCode> {
    match &args.verb {
        Some(Verb::Guard { limits, command }) => return Ok(guard(limits, command)),
        Some(Verb::Confine { limits, command }) => return Ok(confine(limits, command)),
        _ => {}
    }
    let here = env::current_dir().context("the current folder is gone")?;
    let (place, terminal) = (Place::around(&here)?, Terminal::of_stdout());
    match args.verb {
        Some(Verb::Start { dir, at }) => start(&place, dir.as_deref(), at, terminal)?,
        Some(Verb::Check { lesson, watch: true }) => watch(&place, lesson, terminal)?,
        Some(Verb::Check { lesson, .. }) => return check(&place, lesson, terminal),
        Some(Verb::Hint { lesson, which }) => hint(&place, lesson, which, terminal)?,
        Some(Verb::Answer { lesson, question }) => answer(&place, lesson, question, terminal)?,
        Some(Verb::Quiz { lesson }) => ask(&place, lesson, terminal)?,
        Some(Verb::Book { open, serve }) => return book(&place, open, serve),
        Some(Verb::Replay { seed, svg }) => return replay(&place, &seed, svg.as_deref(), terminal),
        Some(Verb::Diff { lesson, peek }) => diff(&place, lesson, peek, terminal)?,
        Some(Verb::Reset { lesson, .. }) => reset(&place, lesson, terminal)?,
        Some(Verb::Update { dir }) => update(&place, &dir, terminal)?,
        Some(Verb::Grade { submission, format, out, limit }) => {
            let marks = grade(&place, submission.as_deref(), Duration::from_secs(limit))?;
            hand_in(&marks, format, out.as_deref(), terminal)?;
        }
        Some(Verb::Prove { options }) => {
            return Ok(if prove(&place, &options, terminal)? {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            });
        }
        Some(Verb::Export { dir }) => export(&place, &dir, terminal)?,
        Some(Verb::Guard { .. } | Verb::Confine { .. }) => {}
        None => overview(&place, terminal)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check(place: &Place, lesson: Option<u32>, terminal: Terminal) -> Result<ExitCode> {
    let lessons = place.lessons()?;
    let lesson = place.lesson(&lessons, lesson)?;
    let check = Check { place, lessons: &lessons, lesson, terminal, cancel: &Cancel::default() };
    Ok(if check.run()? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
