//! The server's metrics, from STATS: at the end, and while it works.

use super::child::Output;
use super::sandbox::Sandbox;
use crate::client::Samples;
use crate::demo::evidence::Evidence;
use crate::demo::figure::Figure;
use anyhow::{Context, Result};
use std::fmt;
use std::time::Duration;

/// How wide the bar of the queue is, in characters.
const WIDTH: f64 = 32.0;

/// The server's gauges at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    pub(super) depth: f64,
    pub(super) capacity: f64,
    pub(super) busy: f64,
    pub(super) workers: f64,
    /// Refusals since the server was started.
    pub(super) refused: f64,
}

impl Reading {
    pub(super) fn of(metrics: &Samples) -> Option<Self> {
        Some(Self {
            depth: metrics.get("capstone_queue_depth")?,
            capacity: metrics.get("capstone_queue_capacity")?,
            busy: metrics.get("capstone_workers_busy")?,
            workers: metrics.get("capstone_workers")?,
            refused: metrics.get("capstone_busy_total")?,
        })
    }
}

impl fmt::Display for Reading {
    /// In one line of less than 80 columns.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { depth, capacity, busy, workers, refused } = self;
        let full = (WIDTH * depth / capacity.max(1.0)).round() as usize;
        let bar = "#".repeat(full) + &".".repeat((WIDTH as usize).saturating_sub(full));
        write!(f, "queue [{bar}] {depth}/{capacity}, busy {busy}/{workers}, refused {refused}")
    }
}

/// Runs `capstone`, samples the server's gauges meanwhile, and shows the lines that `each` makes of a sample.
pub(super) fn watch(
    sandbox: &mut Sandbox,
    command: &[String],
    mut each: impl FnMut(&Reading) -> Vec<String>,
) -> Result<Output> {
    let child = sandbox.start(command)?;
    let mut show = sandbox.take_show();
    let result = child.finish(&sandbox.signals, &mut || {
        let gauges = Reading::of(&sandbox.metrics()?).context("the STATS lack a gauge")?;
        show(&each(&gauges));
        Ok(())
    });
    show(&[]);
    sandbox.show = show;
    result
}

pub(super) fn show_stats(sandbox: &mut Sandbox, names: &[&str]) -> Result<Evidence> {
    let metrics = sandbox.metrics()?;
    let mut evidence = Evidence::default().line("$ capstone send --type stats");
    for name in names {
        let value =
            metrics.get(&format!("capstone_{name}")).with_context(|| format!("the STATS lack {name}"))?;
        evidence = evidence.with(format!("server: {name}"), Figure::count(value as u64));
    }
    Ok(evidence)
}

pub(super) fn contention(sandbox: &mut Sandbox) -> Result<Evidence> {
    let metrics = sandbox.metrics()?;
    let of_queue = |name: &str| {
        let name = format!("capstone_lock_{name}{{lock=\"queue\"}}");
        metrics.get(&name).with_context(|| format!("the STATS lack {name}"))
    };
    let [taken, found_taken] = [of_queue("hold_seconds_count")?, of_queue("wait_seconds_count")?];
    let [held, waited] = [of_queue("hold_seconds_sum")?, of_queue("wait_seconds_sum")?];
    // The workers have been busy for as long as their jobs took together.
    let sum = |name| metrics.sum(name).unwrap_or_default();
    let busy = sum("capstone_request_seconds_sum") - sum("capstone_queue_wait_seconds_sum");
    let share = if busy > 0.0 { 100.0 * waited / (busy + waited) } else { 0.0 };
    let mean_hold_ns = 1e9 * held / taken.max(1.0);
    let waited = Figure::time(Duration::from_secs_f64(waited));
    Ok(Evidence::default()
        .line(format!("taken {taken}, held {mean_hold_ns:.0} ns on average"))
        .line(format!("found taken {found_taken}, waited for {waited} altogether"))
        .with("lock taken", Figure::count(taken as u64))
        .with("waiting for locks", Figure::percent(share)))
}
