//! `cargo week prove`: checks the checks.
//!
//! Each wrong solution must turn its lesson's check red, with the diagnosis that it names first; each right one must pass,
//! however unlike the reference it is. So must the reference, and a lesson while all later ones are blank; and a blank must
//! be told by its own name. A call that wakes, waits or closes must be missed, and soon, wherever it is left out.

mod campaign;
mod claims;
mod fragments;
mod groups;
mod job;
mod journal;
mod limits;
mod mutations;
mod omissions;
mod outcome;
mod pinned;
mod queue;
mod report;
mod scratch;
mod share;
mod subject;
mod table;
mod trial;

use crate::place::Place;
use crate::terminal::Terminal;
use crate::tree::File;
use anyhow::{Result, ensure};
use campaign::Campaign;
use claims::{Claims, Implied};
use outcome::Outcome;
use report::Report;
use share::Share;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;
use std::time::Instant;
use subject::Subject;

/// What is proved, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// The lesson; all of them if it is left out
    #[arg(value_name = "N")]
    lesson: Option<u32>,
    /// Instead of the solutions: the lesson's functions, each time without one call that wakes, waits or closes
    #[arg(long)]
    omissions: bool,
    /// Instead of the solutions: the lesson's functions, each time with one operator, number, condition, statement or result
    /// changed
    #[arg(long, conflicts_with = "omissions")]
    mutations: bool,
    /// Only what has this in its name, whatever is known of it
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// How often each check is run
    #[arg(long, value_name = "COUNT", default_value = "1")]
    times: NonZeroUsize,
    /// On one processor, beside a loop that keeps it busy
    #[arg(long)]
    pinned: bool,
    /// The I-th of K parts of all that there is
    #[arg(long, value_name = "I/K")]
    share: Option<Share>,
    /// How many copies work side by side; as many as there are processors if it is left out
    #[arg(long, value_name = "COUNT")]
    jobs: Option<NonZeroUsize>,
    /// Forgets what is known from earlier runs
    #[arg(long)]
    fresh: bool,
    /// Writes what was found into this file, as a table
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
}

impl Options {
    fn jobs(&self) -> usize {
        let there = thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or(there, usize::from)
    }

    /// How often this one is run.
    fn times_of(&self, subject: &Subject) -> usize {
        if subject.once() { 1 } else { self.times.get() }
    }

    /// Whether every solution of a lesson is taken. Then it is asked, too, which claims each wrong one turns red, in its first run.
    fn takes_all(&self) -> bool {
        self.only.is_none() && self.share.is_none() && !self.omissions && !self.mutations
    }
}

/// Proves the checks. Says whether they are right.
pub(crate) fn prove(place: &Place, options: &Options, terminal: Terminal) -> Result<bool> {
    ensure!(place.copy.is_none(), "this is a copy: the checks are proved in the finished course");
    ensure!(!options.pinned || pinned::CAN_PIN, "this system cannot pin a program to a processor");
    let (began, course) = (Instant::now(), place.course()?);
    let (campaign, implied) = (Campaign::new(place, &course.tree, options)?, Implied::read(&place.root)?);
    let mut report = Report::new(terminal);
    let outcomes = campaign.run(&mut report)?;
    let claims = options.takes_all().then(|| claims::of(campaign.lessons(), &outcomes, &implied));
    report.end(&outcomes, claims.as_deref(), began.elapsed());
    if let Some(path) = &options.table {
        let words = table::of(&course.about, options, &outcomes, claims.as_deref(), began.elapsed());
        File { bytes: words.into_bytes(), executable: false }.write(path)?;
    }
    let are_needed = claims.iter().flatten().all(Claims::are_needed);
    let is_proved = outcomes.iter().all(Outcome::is_proved) && are_needed;
    if !is_proved {
        terminal.say("error: not all of this is as it must be, see above\n");
    }
    Ok(is_proved)
}
