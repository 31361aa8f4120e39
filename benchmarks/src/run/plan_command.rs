//! `benchmarks plan`: measures what the predictions are made from, and shows what the model and the plan say.

use super::grid::Grid;
use super::plan_file::PlanFile;
use super::report;
use super::trial::Bench;
use crate::machine;
use crate::month::model::{Model, Service};
use crate::month::plan::{Load, Plan, PlannedRun};
use crate::month::spread::Spread;
use crate::month::task::Task;
use anyhow::Result;
use capstone::{print, println};
use clap::Args;
use std::hint;
use std::thread;
use std::time::{Duration, Instant};

/// Measure single requests, and show what the model and the plan make of them
#[derive(Debug, Args)]
pub(crate) struct PlanCommand {
    #[command(flatten)]
    plan: PlanFile,
    /// Print lines for the plan, with what the model predicts; the reasons are left to you
    #[arg(long)]
    toml: bool,
}

/// How many sleeps and spins are measured, and how many ECHO requests of each client.
const SLEEPS: usize = 50;
const SPINS: usize = 5000;
const ECHOES: u64 = 500;

impl PlanCommand {
    pub(crate) fn run(&self, smoke: bool) -> Result<()> {
        let (_, mut plan) = self.plan.read()?;
        let gaps = plan.gaps();
        if let Some(task) = self.plan.only {
            plan.runs.retain(|run| run.task == task);
        }
        let service = measure(plan.load, if smoke { 50 } else { 1 })?;
        let model = plan.model(service, machine::cpus());
        if self.toml {
            print!("{}", as_toml(&plan, &model));
            return Ok(());
        }
        println!("a request without load, measured now");
        let micros = |us: f64| report::duration(Some(Duration::from_secs_f64(us / 1e6)));
        println!("  sleep of 10 ms         S = {}", micros(service.sleep_us));
        println!("  spin of 50 µs          S = {:.1} µs", service.spin_us);
        println!("  in the event loop      e = {:.1} µs", service.echo_us);
        println!("  in the load generator  g = {:.1} µs\n", service.client_us);
        println!("{}", table(&plan.runs, &model).text());
        if gaps.is_empty() {
            println!("the plan is complete: `run` may begin");
        } else {
            println!("the plan has gaps:\n  {}", gaps.join("\n  "));
        }
        Ok(())
    }
}

/// The times of single requests. Each is a median: a moment without a CPU is not the request's.
fn measure(load: Load, share: usize) -> Result<Service> {
    let timed = |count: usize, work: &dyn Fn()| {
        let times: Vec<f64> = (0..(count / share).max(3))
            .map(|_| {
                let begun = Instant::now();
                work();
                begun.elapsed().as_secs_f64() * 1e6
            })
            .collect();
        Spread::of(&times).median
    };
    let spin = || {
        let begun = Instant::now();
        while begun.elapsed() < Task::Spin.nominal() {
            hint::spin_loop();
        }
    };
    let sleep_us = timed(SLEEPS, &|| thread::sleep(Task::Sleep.nominal()));
    let spin_us = timed(SPINS, &spin);
    let [echo_us, client_us] = measure_echo(load, share as u64)?;
    Ok(Service { echo_us, client_us, sleep_us, spin_us })
}

/// What an ECHO costs the event loop of a server without workers, and the load generator, in microseconds of CPU time.
/// Where the system does not tell that of single threads, both get the time from one reply to the next, which is that of
/// the slower of them.
fn measure_echo(load: Load, share: u64) -> Result<[f64; 2]> {
    let (task, frames) = (Task::Echo, ECHOES.div_ceil(share));
    let run = PlannedRun { task, workers: 0, frames, predicted: None, bottleneck: None, reason: None };
    let nothing = Service { echo_us: 0.0, client_us: 0.0, sleep_us: 0.0, spin_us: 0.0 };
    let bench = Bench { load, service: nothing, cpus: machine::cpus() };
    let mut costs = [Vec::new(), Vec::new()];
    for _ in 0..5 {
        let server = bench.start(&run)?;
        bench.warm_up(&run, &server)?;
        let trial = bench.measure(&run, &server)?;
        let shares = [trial.utilisation.event_loop, trial.utilisation.generator];
        for (cost, share) in costs.iter_mut().zip(shares) {
            cost.push(share.unwrap_or(1.0) / trial.rate * 1e6);
        }
    }
    Ok(costs.map(|cost| Spread::of(&cost).median))
}

/// The bounds, the least of them, and what the plan says.
fn table(runs: &[PlannedRun], model: &Model) -> Grid {
    let mut grid = Grid::new(&[
        "task",
        "workers",
        "by client",
        "by loop",
        "by workers",
        "by CPUs",
        "model",
        "latency",
        "plan",
    ]);
    let bound = |value: f64| if value.is_finite() { report::rate(value) } else { "-".to_owned() };
    for run in runs {
        let (task, workers) = (run.task, run.workers);
        let rate = model.predict(task, workers).rate;
        grid.row(vec![
            task.to_string(),
            report::workers(workers),
            bound(model.bound_of_generator()),
            bound(model.bound_of_loop(task, workers)),
            bound(model.bound_of_workers(task, workers)),
            bound(model.bound_of_cpus(task)),
            report::rate(rate),
            report::duration(Some(model.latency(rate))),
            run.predicted.map_or("missing".to_owned(), report::rate),
        ]);
    }
    grid
}

fn as_toml(plan: &Plan, model: &Model) -> String {
    let Service { echo_us, client_us, sleep_us, spin_us } = model.service;
    let mut text = format!(
        "[service]\necho_us = {echo_us:.1}\nclient_us = {client_us:.1}\nsleep_us = {sleep_us:.0}\nspin_us = {spin_us:.1}\n"
    );
    for PlannedRun { task, workers, frames, .. } in &plan.runs {
        let prediction = model.predict(*task, *workers);
        text.push_str(&format!(
            "\n[[runs]]\ntask = \"{task}\"\nworkers = {workers}\nframes = {frames}\npredicted = {:.0}\n\
             bottleneck = \"{}\"\nreason = \"\"\n",
            prediction.rate, prediction.bottleneck
        ));
    }
    text
}
