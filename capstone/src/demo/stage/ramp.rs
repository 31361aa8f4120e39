//! The overload: `capstone ramp`, and a chart of the server's queue meanwhile.

use super::chart::{columns, squeeze};
use super::numbers::Numbers;
use super::sandbox::Sandbox;
use super::stats::{Reading, watch};
use crate::demo::evidence::Evidence;
use crate::demo::figure::Figure;
use anyhow::{Context, Result};
use std::time::Duration;

/// The widest chart, in columns. With what stands before it, a line has less than 80: a longer one would break,
/// and could not be written again.
const WIDTH: usize = 56;

/// How high the chart of the queue is, in lines.
const HEIGHT: usize = 4;

pub(super) fn ramp(sandbox: &mut Sandbox, args: &[String]) -> Result<Evidence> {
    let command = sandbox.with_address("ramp", &[args, &["--json".to_owned()]].concat())?;
    let mut readings = Vec::new();
    let output = watch(sandbox, &command, |gauges| {
        readings.push(*gauges);
        [vec![gauges.to_string()], chart(&readings)].concat()
    })?;
    let numbers = Numbers::parse(&output.stdout)
        .with_context(|| format!("`capstone ramp` printed no report: {}", output.stderr.trim_end()))?;
    let deepest = readings.iter().map(|gauges| gauges.depth).fold(0.0, f64::max);
    let evidence = Evidence::default()
        .with("exit code", Figure::count(output.exit_code()))
        .with("deepest queue seen", Figure::count(deepest as u64))
        .line(format!("$ capstone ramp {}", args.join(" ")));
    let evidence = step_figures(&numbers, evidence)?;
    Ok(chart(&readings).into_iter().fold(evidence, Evidence::line))
}

/// What the report says of each step, and a line for each.
fn step_figures(numbers: &Numbers, mut evidence: Evidence) -> Result<Evidence> {
    for step in 0.. {
        let get = |name: &str| numbers.get(&format!("steps.{step}.{name}"));
        let Some(clients) = get("clients") else { break };
        let need = |name: &str| get(name).with_context(|| format!("step {step} of the report lacks {name}"));
        let (refused, goodput) = (need("rejected")? as u64, Figure::rate(need("goodput_rps")?));
        let mean = Figure::time(Duration::from_secs_f64(get("latency_us.mean").unwrap_or_default() / 1e6));
        let share = Figure::percent(100.0 * need("rejection_rate")?);
        evidence = evidence
            .with(format!("refused with {clients} clients"), Figure::count(refused))
            .with(format!("goodput with {clients} clients"), goodput)
            .with(format!("mean wait with {clients} clients"), mean)
            .line(format!(
                "{clients:>4} clients {goodput:>8} goodput {mean:>8} mean wait {share:>8} refused"
            ));
    }
    Ok(evidence)
}

/// Queue, workers and refusals over time, left to right.
fn chart(readings: &[Reading]) -> Vec<String> {
    let series =
        |value: &dyn Fn(&Reading) -> f64| squeeze(&readings.iter().map(value).collect::<Vec<_>>(), WIDTH);
    let Some(first) = readings.first() else { return Vec::new() };
    let refusals: Vec<f64> = std::iter::once(first.refused)
        .chain(readings.windows(2).map(|pair| pair[1].refused - pair[0].refused))
        .collect();
    let refusals = squeeze(&refusals, WIDTH);
    let most = refusals.iter().copied().fold(0.0, f64::max);
    let mut lines = Vec::new();
    for (number, line) in
        columns(&series(&|gauges| gauges.depth), first.capacity, HEIGHT).into_iter().enumerate()
    {
        let label = match number {
            0 => format!("queue {}", first.capacity),
            _ => String::new(),
        };
        lines.push(format!("{label:>12} |{line}"));
    }
    lines.push(format!("{:>12} +{}", "", "-".repeat(refusals.len())));
    let workers = columns(&series(&|gauges| gauges.busy), first.workers, 1).concat();
    lines.push(format!("{:>12} |{workers}", format!("busy {}", first.workers)));
    lines.push(format!("{:>12} |{}", "refusals", columns(&refusals, most, 1).concat()));
    lines
}
