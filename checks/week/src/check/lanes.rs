//! Runs the cases of a check, each in a process of its own: one that ends its process, or never ends, spoils no other, and
//! they can run in the order in which a learner meets them, a few at a time.

use super::cargo::Program;
use super::case::Case;
use super::proof::Proof;
use super::time::Time;
use super::verdict::Verdict;
use crate::process::{Cancel, Limits, run_within};
use anyhow::Result;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How the cases of a program are run.
#[derive(Debug)]
pub(crate) struct Runner<'a> {
    pub(crate) program: &'a Program,
    pub(crate) cancel: &'a Cancel,
    pub(crate) time: &'a Time,
    /// How many cases run at a time.
    pub(crate) lanes: usize,
    /// When a case has failed, the others may go on until all have run for this long: a learner waits for the first
    /// failure. A grader wants each verdict, and sets none.
    pub(crate) patience: Option<Duration>,
    pub(crate) limits: Limits,
    /// What is set in the environment, beside what cargo would set.
    pub(crate) environment: &'a [(OsString, OsString)],
    /// What a case must have written in the end, if it is not trusted.
    pub(crate) proof: Option<&'a Proof>,
}

const LOOK: Duration = Duration::from_millis(50);

/// A test program says what is in it at once.
const LISTING: Duration = Duration::from_secs(60);

/// What ends cases before their time.
#[derive(Debug, Default)]
struct Stop {
    all: Cancel,
    /// Of what is no claim: once a claim has failed, it has nothing new to tell. (An example whose threads wait for ever would
    /// keep a learner waiting.)
    others: Cancel,
}

/// What a check tells while it runs.
pub(crate) enum News<'a> {
    /// This case is the first whose verdict is not known.
    Runs(&'a Case),
    Is(&'a Case, &'a Verdict),
}

impl Runner<'_> {
    /// Runs the cases; `hears` hears of each in their order; once a claim has failed, of claims alone.
    /// Returns the verdicts in that order.
    pub(crate) fn run(&self, cases: &[Case], mut hears: impl FnMut(News<'_>)) -> Result<Vec<Verdict>> {
        let (next, stop) = (AtomicUsize::new(0), Stop::default());
        thread::scope(|scope| {
            let (sender, results) = channel();
            for _ in 0..self.lanes {
                let (sender, next, stop) = (sender.clone(), &next, &stop);
                scope.spawn(move || {
                    while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let _ = sender.send((case, self.case(case, stop.of(case))));
                    }
                });
            }
            drop(sender);
            self.collect(cases, &results, &stop, &mut hears)
        })
    }

    fn collect<'c>(
        &self,
        cases: &'c [Case],
        results: &Receiver<(&'c Case, Result<Verdict>)>,
        stop: &Stop,
        hears: &mut impl FnMut(News<'_>),
    ) -> Result<Vec<Verdict>> {
        let (began, mut has_failed, mut a_claim_failed) = (Instant::now(), false, false);
        let (mut known, mut verdicts) = (BTreeMap::new(), Vec::new());
        while let Some(case) = cases.get(verdicts.len()) {
            hears(News::Runs(case));
            match results.recv_timeout(LOOK) {
                Ok((case, verdict)) => {
                    let verdict = verdict.inspect_err(|_| stop.cancel())?;
                    if case.is_claim && matches!(verdict, Verdict::Fails(_)) {
                        a_claim_failed = true;
                        stop.others.cancel();
                    }
                    known.insert(case.test.as_str(), verdict);
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            has_failed |= known.values().any(|verdict| matches!(verdict, Verdict::Fails(_)));
            while let Some(verdict) =
                cases.get(verdicts.len()).and_then(|case| known.remove(case.test.as_str()))
            {
                let case = &cases[verdicts.len()];
                let is_needless = a_claim_failed && !case.is_claim;
                if !is_needless {
                    hears(News::Is(case, &verdict));
                }
                verdicts.push(if is_needless { Verdict::Cancelled } else { verdict });
            }
            let is_enough = self.patience.is_some_and(|patience| has_failed && began.elapsed() > patience);
            if self.cancel.is_cancelled() || is_enough {
                stop.cancel();
            }
        }
        Ok(verdicts)
    }

    fn case(&self, case: &Case, stop: &Cancel) -> Result<Verdict> {
        if stop.is_cancelled() {
            return Ok(Verdict::Cancelled);
        }
        let mut command = self.command();
        // What a learner has to read stands in the message.
        command.args(["--exact", &case.test]).env("RUST_BACKTRACE", "0").env_remove("MODEL_SEED");
        let began = Instant::now();
        let ended = run_within(&self.limits, &command, self.time.of_the_next(), stop, |_| {})?;
        let verdict = Verdict::of(case, &ended, self.proof);
        if matches!(verdict, Verdict::Fails(_)) {
            self.time.was_lost(began.elapsed());
        }
        Ok(verdict)
    }

    /// The names of all tests of the program, but those that are not run unless somebody asks for them.
    pub(crate) fn tests(&self) -> Result<Vec<String>> {
        let all = self.listed(&[])?;
        let ignored = self.listed(&["--ignored"])?;
        Ok(all.into_iter().filter(|test| !ignored.contains(test)).collect())
    }

    fn listed(&self, args: &[&str]) -> Result<Vec<String>> {
        let mut command = self.command();
        command.args(["--list", "--format=terse"]).args(args);
        let ended = run_within(&self.limits, &command, LISTING, self.cancel, |_| {})?;
        Ok(ended.stdout.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
    }

    /// The program, as cargo would run it.
    fn command(&self) -> Command {
        let Program { path, folder } = self.program;
        let mut command = Command::new(path);
        command.current_dir(folder).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.env("CARGO_MANIFEST_DIR", folder);
        command
    }
}

impl Stop {
    fn of(&self, case: &Case) -> &Cancel {
        if case.is_claim { &self.all } else { &self.others }
    }

    fn cancel(&self) {
        self.all.cancel();
        self.others.cancel();
    }
}

/// How many cases run at a time where nothing else does: as many as there are processors, but no more than four.
pub(crate) fn lanes() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(4)
}
