//! Load from `capstone stress`, and the counts of both sides.

use super::child::{Output, sleep_until_ready};
use super::client::PATIENCE;
use super::numbers::Numbers;
use super::sandbox::Sandbox;
use super::stats::watch;
use crate::demo::evidence::Evidence;
use crate::demo::figure::Figure;
use anyhow::{Context, Result, ensure};
use std::time::{Duration, Instant};

/// How many jobs a server must have accepted before it counts as under load.
const UNDER_LOAD: f64 = 200.0;

/// How often the server is asked whether it is under load.
const PAUSE: Duration = Duration::from_millis(10);

pub(super) fn stress(sandbox: &mut Sandbox, args: &[String]) -> Result<Evidence> {
    let command = sandbox.with_address("stress", &[args, &["--json".to_owned()]].concat())?;
    let output = watch(sandbox, &command, |gauges| vec![gauges.to_string()])?;
    let evidence = stress_figures(&output)?.with("exit code", Figure::count(output.exit_code()));
    Ok(evidence.line(format!("$ capstone stress {}", args.join(" "))))
}

pub(super) fn interrupt(sandbox: &mut Sandbox, args: &[String]) -> Result<Evidence> {
    let command = sandbox.with_address("stress", &[args, &["--json".to_owned()]].concat())?;
    let mut clients = sandbox.start(&command)?;
    let began = Instant::now();
    while sandbox.metrics()?.get("capstone_jobs_accepted_total").unwrap_or_default() < UNDER_LOAD {
        ensure!(!clients.has_ended()? && began.elapsed() < 4 * PATIENCE, "no load has come up");
        sleep_until_ready(&[], PAUSE, &sandbox.signals)?;
    }
    let server = sandbox.interrupt_server()?;
    let counted = stress_figures(&clients.finish(&sandbox.signals, &mut || Ok(()))?)?;
    let received = counted.get("ok").context("stress counts what was served")?;
    let mut evidence = Evidence::default()
        .with("exit code", Figure::count(server.exit_code()))
        .with("replies received", received)
        .line(format!("$ capstone stress {}", args.join(" ")))
        .line("^C");
    for name in ["accepted", "completed"] {
        let count = jobs(&server.stdout, name).with_context(|| format!("no {name} jobs in the summary"))?;
        evidence = evidence.with(format!("jobs {name}"), Figure::count(count));
    }
    // Not the lines about requests: among those are our own STATS, and what the clients asked for after Ctrl+C.
    let shown =
        server.stdout.lines().filter(|line| ["stopped", "jobs"].iter().any(|word| line.starts_with(word)));
    Ok(shown.fold(evidence, Evidence::line))
}

/// What `stress --json` has counted and timed.
fn stress_figures(output: &Output) -> Result<Evidence> {
    let numbers = Numbers::parse(&output.stdout)
        .with_context(|| format!("`capstone stress` printed no report: {}", output.stderr.trim_end()))?;
    let get = |path: &str| numbers.get(path).with_context(|| format!("the report of stress lacks {path}"));
    let mut evidence = Evidence::default();
    for name in ["ok", "lost", "duplicated", "corrupted", "failed", "busy", "retries"] {
        evidence = evidence.with(name, Figure::count(get(name)? as u64));
    }
    let elapsed = Duration::from_secs_f64(get("elapsed_s")?);
    Ok(evidence
        .with("elapsed", Figure::time(elapsed))
        .with("throughput", Figure::rate(get("throughput_rps")?)))
}

/// The number that follows this word in the summary's line about jobs.
fn jobs(summary: &str, word: &str) -> Option<u64> {
    let line = summary.lines().find(|line| line.starts_with("jobs "))?;
    line.split_whitespace().skip_while(|found| *found != word).nth(1)?.parse().ok()
}
