//! The benchmark of Month 1: carries out the plan, and writes down what it found.

mod books;
mod charts;
mod compare;
mod cpu_time;
mod grid;
mod impact;
mod outcome;
mod plan_command;
mod progress;
mod raw_framing;
mod record;
mod report;
mod subject;
mod trial;

pub(crate) use compare::Compare;
pub(crate) use impact::Impact;
pub(crate) use plan_command::PlanCommand;
pub(crate) use subject::Subject;

use crate::machine;
use crate::month::plan::{Plan, PlannedRun};
use crate::month::task::Task;
use crate::month::turns::{Turn, turns};
use anyhow::{Context, Result, bail};
use capstone::println;
use clap::Args;
use outcome::Outcome;
use progress::{Progress, expected};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use trial::{Bench, Trial};

/// Where the plan is, unless another one is named.
pub(crate) fn usual_plan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("plan.toml")
}

/// Carry out the plan: every run warmed up and repeated, in turns; predicted against measured
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The plan [default: benchmarks/plan.toml]
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Only the runs of this task
    #[arg(long, value_name = "TASK", value_parser = parse_task)]
    only: Option<Task>,
    /// Where to write the record [default: benchmarks/record/DATE-MACHINE; none with --smoke]
    #[arg(long, value_name = "FOLDER")]
    record: Option<PathBuf>,
}

pub(crate) fn parse_task(name: &str) -> Result<Task, String> {
    let found = Task::ALL.into_iter().find(|task| task.name() == name);
    found.ok_or_else(|| "the tasks are echo, sleep and spin".to_owned())
}

/// A smoke run has this part of the requests, and as many rounds.
const SMOKE: (u64, usize) = (50, 2);

impl Run {
    pub(crate) fn run(&self, smoke: bool) -> Result<()> {
        let path = self.plan.clone().unwrap_or_else(usual_plan);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read the plan {path:?}"))?;
        let mut plan = Plan::parse(&text).with_context(|| format!("cannot use the plan {path:?}"))?;
        let gaps = plan.gaps();
        let Some(service) = plan.service.filter(|_| gaps.is_empty()) else {
            bail!("nothing is measured, for the plan has gaps: predict first\n  {}", gaps.join("\n  "));
        };
        if let Some(task) = self.only {
            plan.runs.retain(|run| run.task == task);
        }
        let rounds = if smoke { SMOKE.1 } else { plan.load.repetitions };
        if smoke {
            plan.runs.iter_mut().for_each(|run| run.frames = run.frames.div_ceil(SMOKE.0));
        }
        let bench = Bench { load: plan.load, service, cpus: machine::cpus() };
        let conditions = machine::conditions();
        let (outcomes, again) = carry_out(&plan, &bench, rounds)?;
        let finished = record::Finished {
            plan: &plan,
            plan_text: &text,
            conditions: &conditions,
            model: plan.model(service, bench.cpus),
            rounds,
            smoke,
            outcomes: &outcomes,
            again: &again,
        };
        let folder = self.record.clone().or_else(|| (!smoke).then(record::usual_folder));
        if let Some(folder) = &folder {
            finished.write(folder)?; // first: whoever reads the summary may have gone
        }
        println!("{}", finished.summary());
        if let Some(folder) = &folder {
            println!("the record: {}", folder.display());
        }
        if smoke {
            println!("a smoke run: it shows that everything works, and its figures mean nothing");
        }
        Ok(())
    }
}

/// Measures all runs, and the shortest of them once more in each round.
fn carry_out(plan: &Plan, bench: &Bench, rounds: usize) -> Result<(Vec<Outcome>, Outcome)> {
    let shortest = plan.runs.iter().min_by_key(|run| expected(run, &plan.load));
    let again = shortest.context("the plan has no run of this task")?.clone();
    let runs: Vec<PlannedRun> = plan.runs.iter().cloned().chain([again]).collect();
    let total: Duration = runs.iter().map(|run| expected(run, &plan.load)).sum();
    let total = total * u32::try_from(rounds)?;
    println!(
        "{} runs, {rounds} rounds, {} clients: by the predictions, this takes {:.0} s\n",
        plan.runs.len(),
        plan.load.clients,
        total.as_secs_f64()
    );
    let trials = measure(&runs, bench, rounds, &Progress::new(total))?;
    let mut outcomes: Vec<Outcome> =
        runs.into_iter().zip(trials).map(|(run, trials)| Outcome::new(run, trials)).collect();
    let again = outcomes.pop().context("there is at least one run")?;
    Ok((outcomes, again))
}

/// The trials of each run. A server that was not warmed up is measured cold: the order is not judged here.
fn measure(
    runs: &[PlannedRun],
    bench: &Bench,
    rounds: usize,
    progress: &Progress,
) -> Result<Vec<Vec<Trial>>> {
    let mut trials = vec![Vec::with_capacity(rounds); runs.len()];
    let mut warm = None;
    for turn in turns(runs.len(), rounds) {
        match turn {
            Turn::WarmUp(index) => {
                progress.now(runs[index].to_string());
                let server = bench.start(&runs[index])?;
                bench.warm_up(&runs[index], &server)?;
                warm = Some((index, server));
            }
            Turn::Measure(index) => {
                let server = match warm.take() {
                    Some((warmed, server)) if warmed == index => server,
                    _ => bench.start(&runs[index])?,
                };
                trials[index].push(bench.measure(&runs[index], &server)?);
                progress.done(expected(&runs[index], &bench.load));
            }
        }
    }
    Ok(trials)
}
