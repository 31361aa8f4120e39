//! `benchmarks impact`: one thread against a pool, over the layers that the month has added one by one.
//!
//! Every layer does the same two jobs for the same clients. What it costs shows with ECHO, where there is nothing else
//! to do; what it gains shows with work that waits.

mod conclusion;
mod layer;
mod rates;

use super::grid::Grid;
use super::plan_file;
use super::progress::Progress;
use super::report;
use super::trial::Bench;
use crate::machine;
use crate::month::impact::{cost, overhead};
use crate::month::model::Service;
use crate::month::plan::{Plan, PlannedRun};
use crate::month::spread::Spread;
use crate::month::task::Task;
use crate::month::turns::{Turn, turns};
use anyhow::{Context, Result};
use capstone::println;
use clap::Args;
use conclusion::conclusion;
use layer::{Layer, WORKERS};
use rates::Rates;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Measure one thread against a pool, over the layers of the month, and say what each of them costs
#[derive(Debug, Args)]
pub(crate) struct Impact {
    /// Where to write the record [default: benchmarks/record/DATE-MACHINE-impact; none with --smoke]
    #[arg(long, value_name = "FOLDER")]
    record: Option<PathBuf>,
}

const TASKS: [Task; 2] = [Task::Echo, Task::Sleep];

impl Impact {
    pub(crate) fn run(&self, smoke: bool) -> Result<()> {
        let plan = plan_file::read_usual()?;
        let rounds = if smoke { 2 } else { plan.load.repetitions };
        let conditions = machine::conditions();
        println!("one thread against {WORKERS} workers, {} clients, {rounds} rounds\n", plan.load.clients);
        let rates = measure(&plan, rounds, if smoke { 50 } else { 1 })?;
        if smoke {
            println!("{}", table(&rates, smoke).text());
            println!("a smoke run: it shows that everything works, and its figures mean nothing");
            return Ok(());
        }
        let folder = self.record.clone().unwrap_or_else(usual_folder);
        write(&folder, &conditions, &rates)?; // first: whoever reads the table may have gone
        println!("{}", table(&rates, smoke).text());
        println!("{}", conclusion(&rates));
        println!("the record: {}", folder.display());
        Ok(())
    }
}

fn measure(plan: &Plan, rounds: usize, share: u64) -> Result<[Rates; 5]> {
    let service = Service { echo_us: 0.0, client_us: 0.0, sleep_us: 10_000.0, spin_us: 0.0 };
    let bench = Bench { load: plan.load, service, cpus: machine::cpus() };
    let runs: Vec<(Layer, Task)> =
        Layer::ALL.into_iter().flat_map(|layer| TASKS.map(|task| (layer, task))).collect();
    let progress = Progress::new(Duration::from_secs((runs.len() * rounds) as u64));
    let mut rates: [Rates; 5] = Default::default();
    let mut warm = None;
    for turn in turns(runs.len(), rounds) {
        let (Turn::WarmUp(index) | Turn::Measure(index)) = turn;
        let (layer, task) = runs[index];
        let frames = layer.frames(task).div_ceil(share);
        let run = PlannedRun {
            task,
            workers: layer.workers(),
            frames,
            predicted: None,
            bottleneck: None,
            reason: None,
        };
        match turn {
            Turn::WarmUp(_) => {
                progress.now(format!("{}, {task}", layer.name()));
                let server = layer.start(task, plan.load.queue)?;
                bench.warm_up(&run, &server)?;
                warm = Some((index, server));
            }
            Turn::Measure(_) => {
                let server = match warm.take() {
                    Some((warmed, server)) if warmed == index => server,
                    _ => layer.start(task, plan.load.queue)?,
                };
                let trial = bench.measure(&run, &server)?;
                let rates = &mut rates[layer as usize];
                if task == Task::Echo {
                    rates.echo.push(trial.rate);
                    rates.cpu.extend(trial.server_cpu);
                } else {
                    rates.sleep.push(trial.rate);
                }
                progress.done(Duration::from_secs(1));
            }
        }
    }
    Ok(rates)
}

fn table(rates: &[Rates; 5], smoke: bool) -> Grid {
    let costs = if smoke { &[][..] } else { &["cost of an ECHO", "overhead", "CPU of an ECHO"][..] };
    let head = [&["layer", "ECHO", "spread", "ratio"][..], costs, &["sleep", "spread", "ratio"][..]].concat();
    let mut grid = Grid::new(&head);
    for layer in Layer::ALL {
        let of = |layer: Layer| &rates[layer as usize];
        let median = |values: &[f64]| Spread::of(values).median;
        let spread = |values: &[f64]| {
            let Spread { low, median, high } = Spread::of(values);
            format!("± {:.1} %", 50.0 * (high - low) / median)
        };
        let ratio = |task: fn(&Rates) -> &Vec<f64>| {
            layer.base().map_or("-".to_owned(), |base| {
                format!("{:.2}x", median(task(of(layer))) / median(task(of(base))))
            })
        };
        let Rates { echo, sleep, cpu } = of(layer);
        let mut row =
            vec![layer.name().to_owned(), report::rate(median(echo)), spread(echo), ratio(|r| &r.echo)];
        if !smoke {
            let base = layer.base().map(|base| median(&of(base).echo));
            let formula = |value: Option<f64>, show: fn(f64) -> String| value.map_or("-".to_owned(), show);
            row.push(formula(base.map(|base| cost(base, median(echo))), |cost| {
                format!("{:+.1} µs", 1e6 * cost)
            }));
            row.push(formula(base.map(|base| overhead(base, median(echo))), |lost| {
                format!("{:+.0} %", 100.0 * lost)
            }));
            let cpu = (!cpu.is_empty()).then(|| median(cpu));
            row.push(formula(cpu, |cpu| format!("{:.1} µs", 1e6 * cpu)));
        }
        row.extend([report::rate(median(sleep)), spread(sleep), ratio(|r| &r.sleep)]);
        grid.row(row);
    }
    grid
}

fn usual_folder() -> PathBuf {
    super::record::free_folder(&format!("{}-{}-impact", machine::date(), machine::slug()))
}

fn write(folder: &Path, conditions: &str, rates: &[Rates; 5]) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {folder:?}"))?;
    let rounds = rates[0].echo.len();
    let page = format!(
        "# One thread against a pool, over the layers of the month\n\n```text\n{conditions}\nload at the end  {}\n```\n\n\
         {rounds} rounds, in which the layers took turns, each with a server of its own, warmed up. Rates are medians; \
         the ratio is that to the layer without the one thing (that above; for the last, the envelope), and the cost \
         is the difference of 1 / rate.\n\n{}\n{}\n\n[trials.csv](trials.csv) has a line for every measurement.\n",
        machine::load(),
        table(rates, false).markdown(),
        conclusion(rates)
    );
    fs::write(folder.join("README.md"), page)?;
    let mut trials = "layer,task,repetition,rate,server_cpu\n".to_owned();
    for layer in Layer::ALL {
        let Rates { echo, sleep, cpu } = &rates[layer as usize];
        for (task, rates, cpu) in [("echo", echo, &cpu[..]), ("sleep", sleep, &[])] {
            for (index, rate) in rates.iter().enumerate() {
                let cpu = cpu.get(index).map_or(String::new(), |cpu| format!("{cpu:.9}"));
                // Writing to a String cannot fail.
                let _ = writeln!(trials, "{},{task},{},{rate:.2},{cpu}", layer.name(), index + 1);
            }
        }
    }
    fs::write(folder.join("trials.csv"), trials)?;
    Ok(())
}
