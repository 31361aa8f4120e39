//! The targets: how fast ours has to be beside each peer, measured in one run, each with its noise and its verdict.

use crate::contest::{Standings, is_within_noise};
use crate::peers::Peer;
use crate::{machine, pools, queues, servers};
use anyhow::Result;
use capstone::println;
use clap::ValueEnum;
use std::fmt;
use std::time::Duration;

/// Which targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    Queues,
    Pools,
    Servers,
}

/// At least how much of a peer's rate ours has to reach.
struct Target {
    what: &'static str,
    ours: &'static str,
    /// [`BEST`] is whichever is the fastest.
    peer: &'static str,
    least: f64,
}

const BEST: &str = "the best peer";

/// A target and what was measured.
struct Verdict<'a> {
    target: &'a Target,
    peer: String,
    /// Ours divided by the peer's: quartile, median, quartile.
    ratio: [f64; 3],
    /// How far the same thing differs from itself in one round, in the median, as a share.
    noise: f64,
}

/// Measures everything that has a target, or one part of it. `share` divides the work.
pub(crate) fn judge(only: Option<Part>, rounds: usize, share: u64) -> Result<()> {
    let wanted = |part| only.is_none_or(|only| only == part);
    println!("{}\nrounds    {rounds}\n", machine::conditions());
    println!("{:<26}{:<32}{:>6}{:>7}{:>14}{:>8}", "", "peer", "least", "ratio", "quartiles", "noise");
    if wanted(Part::Queues) {
        judge_queues(rounds, share as usize);
    }
    if wanted(Part::Pools) {
        judge_pools(rounds, share as usize);
    }
    if wanted(Part::Servers) {
        judge_servers(rounds, share)?;
    }
    println!("\nload at the end  {}", machine::load());
    Ok(())
}

fn report(standings: &Standings, targets: &[Target]) {
    for target in targets {
        println!("{}", target.hold_against(standings));
    }
}

impl Target {
    fn hold_against<'a>(&'a self, standings: &Standings) -> Verdict<'a> {
        let peer = if self.peer == BEST { standings.best_peer() } else { self.peer };
        Verdict {
            target: self,
            ratio: standings.ratio(self.ours, peer),
            peer: if self.peer == BEST { format!("{BEST}: {peer}") } else { peer.to_owned() },
            noise: standings.noise(self.ours),
        }
    }
}

impl Verdict<'_> {
    fn word(&self) -> &'static str {
        let [_, ratio, _] = self.ratio;
        if is_within_noise(ratio, self.target.least, self.noise) {
            "inconclusive"
        } else if ratio >= self.target.least {
            "met"
        } else {
            "not met"
        }
    }
}

impl fmt::Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target: Target { what, least, .. }, peer, ratio: [low, ratio, high], noise } = self;
        let quartiles = format!("{low:.2} to {high:.2}");
        let percent = 100.0 * noise;
        write!(
            f,
            "{what:<26}{peer:<32}{least:>6.2}{ratio:>7.2}{quartiles:>14}{percent:>6.1} %  {}",
            self.word()
        )
    }
}

const fn target(what: &'static str, ours: &'static str, peer: &'static str, least: f64) -> Target {
    Target { what, ours, peer, least }
}

fn judge_queues(rounds: usize, share: usize) {
    for (threads, name) in [(1, "queue, 1 x 1"), (2, "queue, 2 x 2"), (4, "queue, 4 x 4")] {
        let shape = queues::Shape { producers: threads, consumers: threads, items: 1_000_000 / share };
        let targets = [
            target(name, queues::OURS, queues::CROSSBEAM, 0.5),
            target("  aim", queues::OURS, queues::CROSSBEAM, 1.0),
            target("  batches of 32", queues::BATCHES, queues::CROSSBEAM, 1.2),
            target("  one at a time", queues::OURS, queues::STD, 0.8),
        ];
        report(&queues::throughput(shape, rounds), &targets);
    }
    let targets = [target("hand-off and back", queues::OURS, queues::STD, 1.0)];
    report(&queues::round_trips(50_000 / share, rounds), &targets);
}

fn judge_pools(rounds: usize, share: usize) {
    for (workers, name, one, batches) in [(2, "pool, 2 workers", 1.0, 1.5), (4, "pool, 4 workers", 0.8, 1.0)]
    {
        let shape = pools::Shape { workers, jobs: 1_000_000 / share, work: Duration::ZERO };
        let targets = [
            target(name, pools::OURS, pools::THREADPOOL, one),
            target("  aim", pools::OURS, pools::RUSTY_POOL, 1.0),
            target("  batches of 32", pools::BATCHES, pools::THREADPOOL, batches),
        ];
        report(&pools::throughput(shape, rounds), &targets);
    }
    for (workers, name) in [(2, "jobs of 5 µs, 2 workers"), (4, "jobs of 5 µs, 4 workers")] {
        let shape = pools::Shape { workers, jobs: 100_000 / share, work: Duration::from_micros(5) };
        report(&pools::throughput(shape, rounds), &[target(name, pools::OURS, BEST, 0.98)]);
    }
}

fn judge_servers(rounds: usize, share: u64) -> Result<()> {
    let ours = Peer::Capstone.name();
    let peers = [Peer::Capstone, Peer::Tokio, Peer::Threads];
    for (depth, name, tokio, threads) in [(1, "echo, depth 1", 1.15, 1.3), (16, "echo, depth 16", 1.1, 1.2)] {
        let requests = if depth == 1 { 50_000 } else { 500_000 };
        let shape = servers::Shape { depth, requests: requests / share, ..servers::ECHO };
        let targets =
            [target(name, ours, Peer::Tokio.name(), tokio), target("", ours, Peer::Threads.name(), threads)];
        report(&servers::throughput(shape, rounds, &peers)?, &targets);
    }
    let peers = [Peer::Capstone, Peer::TokioInline];
    for (depth, name, least) in [(1, "spin 50 µs, depth 1", 0.95), (16, "spin 50 µs, depth 16", 0.85)] {
        let requests = 16_000 / share;
        let shape = servers::Shape { depth, requests, work: servers::spin(50), ..servers::ECHO };
        let targets = [target(name, ours, Peer::TokioInline.name(), least)];
        report(&servers::throughput(shape, rounds, &peers)?, &targets);
    }
    let targets = [target("sleep 10 ms, 8 workers", Peer::Sleepers.name(), servers::SLEEP_ALONE, 0.98)];
    report(&servers::sleeps(800 / share, rounds)?, &targets);
    let shape = servers::Shape { requests: 50_000 / share, idle: 1000, ..servers::ECHO };
    let targets = [target("echo beside 1,000 idle", ours, Peer::Tokio.name(), 0.9)];
    report(&servers::throughput(shape, rounds, &[Peer::Capstone, Peer::Tokio])?, &targets);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_within_the_noise_of_its_target_is_no_verdict() {
        let target = target("echo", "ours", "peer", 1.0);
        let word = |ratio| {
            Verdict { target: &target, peer: String::new(), ratio: [0.0, ratio, 9.9], noise: 0.05 }.word()
        };
        assert_eq!([1.1, 1.04, 0.96, 0.9].map(word), ["met", "inconclusive", "inconclusive", "not met"]);
    }
}
