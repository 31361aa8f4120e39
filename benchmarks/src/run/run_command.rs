//! `benchmarks run`: carries out the plan; every run warmed up and repeated, in turns.

use super::measurement::Measurement;
use super::plan_file::PlanFile;
use super::progress::{Progress, expected};
use super::record;
use super::trial::{Bench, Trial};
use crate::machine;
use crate::month::plan::{Plan, PlannedRun};
use crate::month::turns::{Turn, turns};
use anyhow::{Context, Result, bail};
use capstone::println;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// Carry out the plan: every run warmed up and repeated, in turns; predicted against measured
#[derive(Debug, Args)]
pub(crate) struct RunCommand {
    #[command(flatten)]
    plan: PlanFile,
    /// Where to write the record [default: benchmarks/record/DATE-MACHINE; none with --smoke]
    #[arg(long, value_name = "FOLDER")]
    record: Option<PathBuf>,
}

/// A smoke run has this part of the requests, and as many rounds.
const SMOKE: (u64, usize) = (50, 2);

impl RunCommand {
    pub(crate) fn run(&self, smoke: bool) -> Result<()> {
        let (text, mut plan) = self.plan.read()?;
        let gaps = plan.gaps();
        let Some(service) = plan.service.filter(|_| gaps.is_empty()) else {
            bail!("nothing is measured, for the plan has gaps: predict first\n  {}", gaps.join("\n  "));
        };
        if let Some(task) = self.plan.only {
            plan.runs.retain(|run| run.task == task);
        }
        let rounds = if smoke { SMOKE.1 } else { plan.load.repetitions };
        if smoke {
            plan.runs.iter_mut().for_each(|run| run.frames = run.frames.div_ceil(SMOKE.0));
        }
        let bench = Bench { load: plan.load, service, cpus: machine::cpus() };
        let conditions = machine::conditions();
        let (measurements, again) = carry_out(&plan, &bench, rounds)?;
        let finished = record::Finished {
            plan: &plan,
            plan_text: &text,
            conditions: &conditions,
            model: plan.model(service, bench.cpus),
            rounds,
            smoke,
            measurements: &measurements,
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
fn carry_out(plan: &Plan, bench: &Bench, rounds: usize) -> Result<(Vec<Measurement>, Measurement)> {
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
    let mut measurements: Vec<Measurement> =
        runs.into_iter().zip(trials).map(|(run, trials)| Measurement::new(run, trials)).collect();
    let again = measurements.pop().context("there is at least one run")?;
    Ok((measurements, again))
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
