//! Load from `capstone stress`, and what the server says of it.

use super::super::terminal::Live;
use super::child::Left;
use super::gauge::Gauges;
use super::numbers::Numbers;
use super::theatre::{PATIENCE, Running, Theatre, exit_code};
use anyhow::{Context, Result, ensure};
use capstone::demo::{Evidence, Figure};
use std::time::{Duration, Instant};

/// How many jobs a server must have accepted before it counts as under load.
const UNDER_LOAD: f64 = 200.0;

/// How often the server is asked whether it is under load.
const PAUSE: Duration = Duration::from_millis(10);

impl Theatre {
    pub(super) fn stress(&mut self, args: &[String]) -> Result<Evidence> {
        let command = self.with_address("stress", &[args, &["--json".to_owned()]].concat())?;
        let left = self.watch(&command, |gauges| vec![gauges.to_string()])?;
        let evidence = stress_figures(&left)?.with("exit code", exit_code(&left));
        Ok(evidence.line(format!("$ capstone stress {}", args.join(" "))))
    }

    /// Runs `capstone`, looks at the server's gauges meanwhile, and shows the lines that `each` makes of a look.
    pub(super) fn watch(
        &mut self,
        command: &[String],
        mut each: impl FnMut(&Gauges) -> Vec<String>,
    ) -> Result<Left> {
        let child = self.start(command)?;
        let mut live = std::mem::replace(&mut self.live, Live::new(None));
        let result = child.finish(&self.signals, &mut || {
            let gauges = Gauges::parse(&self.stats()?).context("the STATS lack a gauge")?;
            live.show(&each(&gauges).iter().map(|line| format!("      {line}")).collect::<Vec<_>>());
            Ok(())
        });
        live.clear();
        self.live = live;
        result
    }

    pub(super) fn show_stats(&mut self, names: &[&str]) -> Result<Evidence> {
        let stats = self.stats()?;
        let mut evidence = Evidence::default().line("$ capstone send --type stats");
        for name in names {
            let value = metric(&stats, name).with_context(|| format!("the STATS lack {name}"))?;
            evidence = evidence.with(format!("server: {name}"), Figure::count(value as u64));
        }
        Ok(evidence)
    }

    pub(super) fn contention(&mut self) -> Result<Evidence> {
        let stats = self.stats()?;
        let of_queue = |name: &str| {
            let name = format!("lock_{name}{{lock=\"queue\"}}");
            metric(&stats, &name).with_context(|| format!("the STATS lack {name}"))
        };
        let [taken, found_taken] = [of_queue("hold_seconds_count")?, of_queue("wait_seconds_count")?];
        let [held, waited] = [of_queue("hold_seconds_sum")?, of_queue("wait_seconds_sum")?];
        // The workers have been busy for as long as their jobs took together.
        let busy = sum(&stats, "request_seconds_sum") - sum(&stats, "queue_wait_seconds_sum");
        let share = if busy > 0.0 { 100.0 * waited / (busy + waited) } else { 0.0 };
        let mean_hold_ns = 1e9 * held / taken.max(1.0);
        let waited = Figure::time(Duration::from_secs_f64(waited));
        Ok(Evidence::default()
            .line(format!("taken {taken}, held {mean_hold_ns:.0} ns on average"))
            .line(format!("found taken {found_taken}, waited for {waited} altogether"))
            .with("lock taken", Figure::count(taken as u64))
            .with("waiting for locks", Figure::percent(share)))
    }

    pub(super) fn interrupt(&mut self, args: &[String]) -> Result<Evidence> {
        let command = self.with_address("stress", &[args, &["--json".to_owned()]].concat())?;
        let mut clients = self.start(&command)?;
        let began = Instant::now();
        while metric(&self.stats()?, "jobs_accepted_total").unwrap_or_default() < UNDER_LOAD {
            ensure!(!clients.has_ended()? && began.elapsed() < 4 * PATIENCE, "no load has come up");
            super::child::sleep_until_ready(&[], PAUSE, &self.signals)?;
        }
        let Running { child, .. } = self.take_server()?;
        child.interrupt()?;
        let server = child.finish(&self.signals, &mut || Ok(()))?;
        let counted = stress_figures(&clients.finish(&self.signals, &mut || Ok(()))?)?;
        let received = counted.get("ok").context("stress counts what was served")?;
        let mut evidence = Evidence::default()
            .with("exit code", exit_code(&server))
            .with("replies received", received)
            .line(format!("$ capstone stress {}", args.join(" ")))
            .line("^C");
        for name in ["accepted", "completed"] {
            let count =
                jobs(&server.stdout, name).with_context(|| format!("no {name} jobs in the summary"))?;
            evidence = evidence.with(format!("jobs {name}"), Figure::count(count));
        }
        // Not the lines about requests: among those are our own STATS, and what the clients asked for after Ctrl+C.
        let shown = server
            .stdout
            .lines()
            .filter(|line| ["stopped", "jobs"].iter().any(|word| line.starts_with(word)));
        Ok(shown.fold(evidence, Evidence::line))
    }
}

/// What `stress --json` has counted and timed.
fn stress_figures(left: &Left) -> Result<Evidence> {
    let numbers = Numbers::parse(&left.stdout)
        .with_context(|| format!("`capstone stress` printed no report: {}", left.stderr.trim_end()))?;
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

/// A metric's value; `name` is without the prefix that all have.
pub(super) fn metric(stats: &str, name: &str) -> Option<f64> {
    let mut values = stats.lines().filter_map(|line| line.strip_prefix("capstone_")?.rsplit_once(' '));
    values.find(|(found, _)| *found == name)?.1.parse().ok()
}

fn sum(stats: &str, name: &str) -> f64 {
    metric(stats, name).unwrap_or_default()
}

/// The number that follows this word in the summary's line about jobs.
fn jobs(summary: &str, word: &str) -> Option<u64> {
    let line = summary.lines().find(|line| line.starts_with("jobs "))?;
    line.split_whitespace().skip_while(|found| *found != word).nth(1)?.parse().ok()
}
