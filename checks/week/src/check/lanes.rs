//! Runs the cases of a check, each in a process of its own: one that ends its process, or never ends, spoils no other, and
//! they can run in the order in which a learner meets them, a few at a time.

use super::cargo::Program;
use super::case::Case;
use super::verdict::Verdict;
use crate::process::{Cancel, run};
use anyhow::Result;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A case ends by its own deadline. This is for one that cannot.
const LIMIT: Duration = Duration::from_secs(600);

/// When a case has failed, the others may go on until the check has run for this long. Who waits for a verdict has it.
const PATIENCE: Duration = Duration::from_secs(45);

const LOOK: Duration = Duration::from_millis(50);

/// What a check tells while it runs.
pub(crate) enum News<'a> {
    /// This case is the first whose verdict is not known.
    Runs(&'a Case),
    Is(&'a Case, &'a Verdict),
}

/// Runs the cases; `hears` hears of each in their order. Returns the verdicts in that order.
pub(crate) fn run_cases(
    program: &Program,
    cases: &[Case],
    cancel: &Cancel,
    mut hears: impl FnMut(News<'_>),
) -> Result<Vec<Verdict>> {
    let (next, stop, began) = (AtomicUsize::new(0), Cancel::default(), Instant::now());
    let mut verdicts: Vec<Option<Verdict>> = vec![None; cases.len()];
    let mut told = 0;
    thread::scope(|scope| {
        let (sender, results) = channel();
        for _ in 0..lanes() {
            let (sender, next, stop) = (sender.clone(), &next, &stop);
            scope.spawn(move || {
                while let Some(index) =
                    Some(next.fetch_add(1, Ordering::SeqCst)).filter(|index| *index < cases.len())
                {
                    let _ = sender.send((index, run_case(program, &cases[index], stop)));
                }
            });
        }
        drop(sender);
        loop {
            if let Some(case) = cases.get(told) {
                hears(News::Runs(case));
            }
            match results.recv_timeout(LOOK) {
                Ok((index, verdict)) => verdicts[index] = Some(verdict?),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {}
            }
            while let Some(Some(verdict)) = verdicts.get(told) {
                hears(News::Is(&cases[told], verdict));
                told += 1;
            }
            let has_failed = verdicts.iter().any(|verdict| matches!(verdict, Some(Verdict::Fails(_))));
            if cancel.is_cancelled() || has_failed && began.elapsed() > PATIENCE {
                stop.cancel();
            }
        }
    })
    .map(|()| verdicts.into_iter().flatten().collect())
}

fn run_case(program: &Program, case: &Case, stop: &Cancel) -> Result<Verdict> {
    if stop.is_cancelled() {
        return Ok(Verdict::Cancelled);
    }
    let mut command = Command::new(&program.path);
    command.args(["--exact", &case.test]).current_dir(&program.folder);
    // As cargo would run it; and what a learner has to read stands in the message.
    command.env("CARGO_MANIFEST_DIR", &program.folder).env("RUST_BACKTRACE", "0").env_remove("MODEL_SEED");
    let ended = run(&command, LIMIT, stop, |_| {})?;
    Ok(Verdict::of(case, &ended))
}

/// How many cases run at a time: as many as there are processors, but no more than four.
fn lanes() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(4)
}
