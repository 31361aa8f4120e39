//! A real Prometheus scrapes while a server is under load. What it has stored agrees with what the load generator reports.
//!
//! The tests need `prometheus` and `promtool` (Debian: `apt-get install prometheus`). Where these are absent, they say so.
//! `cargo test` has a short ramp; the campaign, `cargo test -p capstone-export --test prometheus -- --ignored --nocapture`, one
//! of a minute.

mod scrape;

use checks::{Ended, Process, Server, Signal, binary, until, workspace_root};
use scrape::{Exporter, within};
use serde_json::Value;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// How far apart two scrapes are, in seconds. The configuration in the repository has five.
const INTERVAL: f64 = 1.0;

/// How long a sample counts as the present value.
const PRESENT: f64 = 3.0 * INTERVAL;

/// A running Prometheus with a database of its own.
struct Prometheus {
    url: String,
    process: Process,
    _folder: TempDir,
}

impl Prometheus {
    /// Starts it with the configuration of the repository, but for the exporter's address and the interval. `None` if it is
    /// not installed.
    fn of(exporter: &Exporter) -> Option<Self> {
        for program in ["prometheus", "promtool"] {
            if Command::new(program).arg("--version").output().is_err() {
                eprintln!("skipped: {program} is not here");
                return None;
            }
        }
        let scratch = TempDir::with_prefix("prometheus ").expect("there is room for a folder");
        let folder = scratch.path();
        let files = workspace_root().join("exporter");
        let config = fs::read_to_string(files.join("prometheus.yml")).expect("there is a configuration");
        let changed = config.replace("127.0.0.1:9464", &exporter.addr().to_string()).replace("5s", "1s");
        assert!(changed.contains(&exporter.addr().to_string()) && !changed.contains("5s"), "{changed}");
        fs::write(folder.join("prometheus.yml"), changed).expect("there is room for a file");
        fs::copy(files.join("rules.yml"), folder.join("rules.yml")).expect("there are rules");
        // Prometheus does not report which port it has chosen, so we choose one.
        let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let listen = free.local_addr().expect("it is bound").to_string();
        drop(free);
        let [config, data] = ["prometheus.yml", "data"].map(|name| folder.join(name).display().to_string());
        let args = [
            format!("--config.file={config}"),
            format!("--storage.tsdb.path={data}"),
            format!("--web.listen-address={listen}"),
        ];
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let process = Process::start(Path::new("prometheus"), &args);
        let prometheus = Self { url: format!("http://{listen}"), process, _folder: scratch };
        until("Prometheus has scraped the server", || prometheus.value("capstone_up", now()) == Some(1.0));
        Some(prometheus)
    }

    /// What this query gives at that time, if it gives one value.
    fn value(&self, query: &str, at: f64) -> Option<f64> {
        let at = format!("--time={at:.3}");
        let output = Command::new("promtool").args(["query", "instant", &at, &self.url, query]).output();
        let text = String::from_utf8(output.expect("promtool runs").stdout).expect("it writes text");
        let mut values = text.lines().filter_map(|line| line.split(" => ").nth(1)?.split(' ').next());
        let value = values.next()?.parse().ok();
        assert_eq!(values.next(), None, "{query} has several values:\n{text}");
        value
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        self.process.signal(Signal::TERM);
        let _ = self.process.wait(Duration::from_secs(20)); // it puts its database in order
    }
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs_f64()
}

#[test]
fn what_prometheus_stores_in_a_short_ramp_is_what_the_ramp_says() {
    within(Duration::from_secs(120), || ramp_under_prometheus("4"));
}

#[test]
#[ignore = "the campaign: a ramp of a minute"]
fn what_prometheus_stores_in_a_minute_of_ramp_is_what_the_ramp_says() {
    within(Duration::from_secs(300), || ramp_under_prometheus("12"));
}

fn ramp_under_prometheus(step_seconds: &str) {
    let server = Server::start(&["--workers", "4", "--queue", "64"]);
    let exporter = Exporter::of(server.addr());
    let Some(prometheus) = Prometheus::of(&exporter) else { return };
    let addr = server.addr().to_string();
    let args = ["ramp", "--addr", &addr, "--sleep-us", "5000", "--step-seconds", step_seconds, "--json"];
    let process = Process::start(&binary("capstone"), &args);
    let began = now();
    let ended = Ended::of_within(process, Duration::from_secs(200));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let ramp = ended.json();
    let steps = ramp["steps"].as_array().expect("a ramp has steps");
    // A scrape after the end of the ramp has the ramp's last figures.
    let after = now() + INTERVAL;
    until("the last scrape has come", || prometheus.value("timestamp(capstone_up)", now()) > Some(after));
    let all = |name: &str| steps.iter().map(|step| number(step, name)).sum::<f64>();
    let fastest =
        steps.iter().map(|step| number(step, "offered") / number(step, "seconds")).fold(0.0, f64::max);
    let metrics = server.metrics();
    println!("what                     ramp  Prometheus");
    for (what, said, query) in [
        ("requests", all("offered"), "capstone_requests_total{type=\"work\"}"),
        ("refusals", all("rejected"), "capstone_busy_total"),
    ] {
        let stored = prometheus.value(query, now()).expect("it is stored");
        println!("{what:<20}  {said:>7}  {stored:>10}");
        assert_eq!(stored, metrics.get(query), "Prometheus has another figure than the server for {query}");
        // The server counts requests that end between two steps, and no step does.
        let interval = fastest * INTERVAL;
        assert!(
            (said..=said + interval).contains(&stored),
            "the ramp says {said} {what}, Prometheus {stored}"
        );
    }
    let mut begin = began;
    for step in steps {
        let end = begin + number(step, "seconds");
        hold_step(&prometheus, step, begin, end, fastest);
        begin = end;
    }
}

fn number(step: &Value, name: &str) -> f64 {
    step[name].as_f64().unwrap_or_else(|| panic!("no {name}: {step}"))
}

/// A step of the ramp beside what was stored in its time. A sample is up to an interval old, at either end.
fn hold_step(prometheus: &Prometheus, step: &Value, begin: f64, end: f64, fastest: f64) {
    let count =
        |at: f64, metric: &str| prometheus.value(&format!("last_over_time({metric}[{PRESENT}s])"), at);
    let clients = number(step, "clients");
    for (name, metric) in
        [("offered", "capstone_requests_total{type=\"work\"}"), ("rejected", "capstone_busy_total")]
    {
        let stored = count(end, metric).expect("stored") - count(begin, metric).expect("stored");
        let said = number(step, name);
        println!("{clients:>4} clients, {name:<8}  {said:>7}  {stored:>10}");
        let interval = fastest * INTERVAL * 1.5; // a scrape comes late, too, on a busy machine
        assert!(
            (stored - said).abs() <= interval,
            "{clients} clients: the ramp says {said} {name}, Prometheus {stored}"
        );
    }
    // Little's law for the queue: those in the pool, without those that a worker has.
    let waiting = number(step, "goodput_rps") * number(&step["latency_us"], "mean") / 1e6 - 4.0;
    let (from, span) = (end, (end - begin - INTERVAL).max(INTERVAL));
    let depth =
        prometheus.value(&format!("avg_over_time(capstone_queue_depth[{span:.0}s])"), from).expect("stored");
    println!("{clients:>4} clients, queue     {:>7.1}  {depth:>10.1}", waiting.max(0.0));
    assert!(
        (depth - waiting.max(0.0)).abs() <= 0.25 * waiting.max(0.0) + 4.0,
        "{clients} clients: {waiting} wait, {depth}"
    );
}

#[test]
fn a_killed_server_shows_and_its_next_life_counts_on() {
    within(Duration::from_secs(120), || {
        let mut server = Server::start(&[]);
        let addr = server.addr().to_string();
        let exporter = Exporter::of(server.addr());
        let Some(prometheus) = Prometheus::of(&exporter) else { return };
        let stress = ["stress", "--addr", &addr, "--clients", "10", "--frames", "30"];
        assert_eq!(Ended::of_capstone(&stress).code, Some(0));
        let echoes = "capstone_requests_total{type=\"echo\"}";
        until("the first requests are stored", || prometheus.value(echoes, now()) == Some(300.0));
        server.process().signal(Signal::KILL);
        server.wait(Duration::from_secs(10));
        until("the server's end is stored", || prometheus.value("capstone_up", now()) == Some(0.0));
        assert_eq!(prometheus.value(echoes, now()), None, "of a server that is gone there is no figure");
        assert_eq!(prometheus.value("up", now()), Some(1.0), "the exporter is there all the time");

        let _back = Server::of(Process::start(&binary("capstone"), &["serve", "--addr", &addr]));
        until("the server's return is stored", || prometheus.value("capstone_up", now()) == Some(1.0));
        assert_eq!(Ended::of_capstone(&stress).code, Some(0));
        until("the next requests are stored", || prometheus.value(echoes, now()) == Some(300.0));
        // A counter that begins anew is seen as that: there was one, and what was counted before it is not lost.
        let resets = prometheus.value(&format!("resets({echoes}[5m])"), now());
        let increase = prometheus.value(&format!("increase({echoes}[5m])"), now());
        println!("resets {resets:?}, increase {increase:?}");
        assert!(resets == Some(1.0) && increase >= Some(600.0), "resets {resets:?}, increase {increase:?}");
    });
}
