//! One server of three is slow: it has one worker where the others have four.
//!
//! The prediction: the mean over all requests looks nearly right, because a slow server serves few of them. But a third of the
//! clients is as slow as that server. A comparison of the servers' own figures finds it, and without it no client is slow.

use crate::capstone_child::CapstoneChild;
use crate::group::{Fleet, NAMES};
use crate::{no_verdict, verdict};
use anyhow::{Context, Result, bail};
use capstone::client::{Answer, OneShot};
use capstone::net::envelope::MessageType;
use capstone::net::work::{WorkMode, WorkSpec};
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

const CLIENTS: usize = 12;
const SLEEP: Duration = Duration::from_millis(5);

/// A server that takes more than so many times the median of all servers is an outlier.
const OUTLIER: f64 = 2.0;

pub(crate) fn run(quick: bool) -> Result<bool> {
    let time = Duration::from_secs_f64(if quick { 0.5 } else { 3.0 });
    println!("{CLIENTS} clients, requests of 5 ms; server c has 1 worker, the others have 4\n");
    let four: &[&str] = &["--workers", "4"];
    let fleet = Fleet::of("roundrobin", [four, four, &["--workers", "1"]])?;
    let before = totals(&fleet)?;
    let all_three = measure(fleet.address(), time)?;
    let means = means(&before, &totals(&fleet)?);
    show("with all three", &all_three);
    println!("\nthe mean time of a request, as each server measured it:");
    let median = median(&means);
    for (name, mean) in NAMES.iter().zip(&means) {
        println!("{name}  {:6.1} ms  {:.1} times the median", mean * 1e3, mean / median);
    }
    let outliers: Vec<usize> = (0..3).filter(|index| means[*index] > OUTLIER * median).collect();
    let Some(&outlier) = outliers.first() else {
        bail!("no server takes more than {OUTLIER} times as long as the median")
    };
    let name = NAMES[outlier];
    fleet.balancer.tell(&format!("set server capstones/{name} state drain"))?;
    let without = measure(fleet.address(), time)?;
    println!();
    show(&format!("without {name}"), &without);
    println!();
    let [mean, slowest] = [all_three.mean(), all_three.slowest_client()];
    let lies = slowest > 2.0 * mean && without.slowest_client() < slowest / 1.5;
    if quick {
        return Ok(no_verdict());
    }
    Ok(verdict(
        "some clients are twice as slow as the mean says, and without the outlier none is",
        lies && outliers == [2],
    ))
}

/// The latencies of each client, in seconds.
struct Measured(Vec<Vec<f64>>);

impl Measured {
    fn mean(&self) -> f64 {
        mean(&self.0.concat())
    }

    fn slowest_client(&self) -> f64 {
        self.0.iter().map(|client| mean(client)).fold(0.0, f64::max)
    }

    fn quantile(&self, quantile: f64) -> f64 {
        let mut all = self.0.concat();
        all.sort_by(f64::total_cmp);
        all.get((quantile * all.len() as f64) as usize).or(all.last()).copied().unwrap_or(f64::NAN)
    }
}

fn show(what: &str, measured: &Measured) {
    let ms = |seconds: f64| format!("{:6.1} ms", seconds * 1e3);
    let mut clients: Vec<f64> = measured.0.iter().map(|client| mean(client)).collect();
    clients.sort_by(f64::total_cmp);
    println!("{what}: {} requests", measured.0.concat().len());
    println!("{}  mean of all requests", ms(measured.mean()));
    println!("{}  median of all requests", ms(measured.quantile(0.5)));
    println!("{}  p99 of all requests", ms(measured.quantile(0.99)));
    println!("{}  mean of the clients' means", ms(mean(&clients)));
    println!("{}  mean of the fastest client", ms(clients[0]));
    println!("{}  mean of the slowest client", ms(measured.slowest_client()));
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// How many requests each server has had, and how many seconds they took in all.
fn totals(fleet: &Fleet) -> Result<Vec<[f64; 2]>> {
    let names = ["capstone_request_seconds_count", "capstone_request_seconds_sum"];
    let of = |server: &CapstoneChild| -> Result<[f64; 2]> {
        let metrics = server.metrics()?;
        let [count, sum] = names.map(|name| metrics.get(name).context("STATS lack the figures of requests"));
        Ok([count?, sum?])
    };
    fleet.servers.iter().map(of).collect()
}

fn means(before: &[[f64; 2]], after: &[[f64; 2]]) -> Vec<f64> {
    before.iter().zip(after).map(|([count, sum], [counts, sums])| (sums - sum) / (counts - count)).collect()
}

/// Connects the clients one after the other, so that each server gets the same number. Then all of them send.
fn measure(address: SocketAddr, time: Duration) -> Result<Measured> {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut client = OneShot::new(address, Duration::from_secs(10));
        ask(&mut client)?;
        clients.push(client);
    }
    let end = Instant::now() + time;
    let run = |mut client: OneShot| -> Result<Vec<f64>> {
        let mut latencies = Vec::new();
        while Instant::now() < end {
            let began = Instant::now();
            ask(&mut client)?;
            latencies.push(began.elapsed().as_secs_f64());
        }
        Ok(latencies)
    };
    let latencies = thread::scope(|scope| {
        let clients: Vec<_> = clients.into_iter().map(|client| scope.spawn(move || run(client))).collect();
        clients
            .into_iter()
            .map(|client| client.join().expect("a client does not panic"))
            .collect::<Result<_>>()
    })?;
    Ok(Measured(latencies))
}

fn ask(client: &mut OneShot) -> Result<()> {
    let work = WorkSpec { mode: WorkMode::Sleep, duration: SLEEP };
    match client.ask(MessageType::Work, &work.encode()).context("a client has no reply")? {
        Answer::Payload(_) => Ok(()),
        refused => bail!("a client got {refused:?}"),
    }
}
