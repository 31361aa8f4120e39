//! `capstone load` as its users meet it, and the test of the instrument itself: a server that stands still
//! for a while must show in the corrected latencies.
#![cfg(not(feature = "shuttle"))]

#[path = "load/hgrm.rs"]
mod hgrm;

use checks::{Ended, Process, RawFrame, Server, Signal, binary, until};
use serde_json::Value;
use std::net::TcpListener;
use std::thread::sleep;
use std::time::{Duration, Instant};

fn start(addr: &str, args: &[&str]) -> Process {
    Process::start(&binary("capstone"), &[&["load", "--addr", addr], args].concat())
}

fn run(server: &Server, args: &[&str]) -> Ended {
    Ended::of(start(&server.addr().to_string(), args))
}

fn count(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap_or_else(|| panic!("{name} in {report}"))
}

fn seconds(report: &Value, distribution: &str, name: &str) -> f64 {
    report[distribution][name].as_f64().unwrap_or_else(|| panic!("{distribution}.{name} in {report}")) / 1e6
}

/// The requests of one type that the server has received.
fn received(server: &Server, msg_type: &str) -> f64 {
    server.metrics().get(&format!("capstone_requests_total{{type=\"{msg_type}\"}}"))
}

#[test]
fn a_report_has_the_fields_of_the_contract_and_adds_up() {
    let server = Server::start(&[]);
    let ended = run(&server, &["--rate", "500", "--duration", "1", "--connections", "5", "--json"]);
    let report = ended.json();
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{report}");
    let names: Vec<&String> = report.as_object().unwrap().keys().collect();
    let mut expected = [
        "rate",
        "duration_s",
        "scheduled",
        "sent",
        "ok",
        "busy",
        "lost",
        "achieved_rate",
        "valid",
        "lag_us",
        "corrected_us",
        "uncorrected_us",
    ];
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(
        ["scheduled", "sent", "ok", "busy", "lost"].map(|name| count(&report, name)),
        [500, 500, 500, 0, 0]
    );
    assert_eq!((report["rate"].as_f64(), report["duration_s"].as_f64()), (Some(500.0), Some(1.0)));
    assert!(report["valid"].is_boolean() && report["achieved_rate"].as_f64() <= Some(500.0), "{report}");
    for name in ["lag_us", "corrected_us", "uncorrected_us"] {
        let quantiles = ["p50", "p90", "p99", "p999", "max"].map(|quantile| seconds(&report, name, quantile));
        assert!(quantiles.is_sorted() && seconds(&report, name, "mean") <= quantiles[4], "{report}");
    }
    assert!(
        seconds(&report, "uncorrected_us", "mean") <= seconds(&report, "corrected_us", "mean"),
        "{report}"
    );
    assert_eq!(received(&server, "echo"), 500.0);
    server.metrics().assert_balanced();
}

#[test]
fn the_seed_decides_when_requests_arrive_and_the_rate_how_many() {
    let server = Server::start(&[]);
    let scheduled = |args: &[&str]| {
        let common = ["--rate", "1000", "--duration", "0.5", "--arrivals", "poisson", "--json"];
        let report = run(&server, &[&common[..], args].concat()).json();
        assert_eq!(count(&report, "sent"), count(&report, "scheduled"), "{report}");
        count(&report, "scheduled")
    };
    let first = scheduled(&["--seed", "1"]);
    assert!((400..600).contains(&first), "{first} requests, where 500 were due on average");
    assert_eq!(scheduled(&[]), first, "the seed is 1 unless another is given");
    assert_ne!(scheduled(&["--seed", "2"]), first);
}

#[test]
fn a_server_that_stood_still_shows_in_the_corrected_latency_and_not_in_the_uncorrected_one() {
    let mut server = Server::start(&[]);
    let addr = server.addr().to_string();
    let whole = Duration::from_secs(5);
    let load = start(&addr, &["--rate", "1000", "--duration", "5", "--connections", "10", "--json"]);
    until("the load has begun", || received(&server, "echo") > 100.0);
    server.process().signal(Signal::STOP);
    let stopped = Instant::now();
    sleep(Duration::from_secs(2)); // not to wait for something: this is the fault itself
    let still = stopped.elapsed();
    server.process().signal(Signal::CONT);
    let ended = Ended::of(load);
    let report = ended.json();
    assert_eq!(ended.code, Some(0), "{report}");
    assert_eq!((count(&report, "scheduled"), count(&report, "ok")), (5000, 5000), "{report}");
    // Of the requests that were due while the server stood still, each waited for the rest of that time. So one
    // in a hundred of all waited longer than this.
    let expected = (still - whole / 100).as_secs_f64();
    let corrected = seconds(&report, "corrected_us", "p99");
    assert!(
        (corrected / expected - 1.0).abs() <= 0.2,
        "p99 {corrected} s where {expected} s were due: {report}"
    );
    // Ten requests in 5,000 were out when the server stopped; the others left when it went on.
    let uncorrected = seconds(&report, "uncorrected_us", "p99");
    assert!(
        uncorrected < expected / 4.0,
        "uncorrected p99 {uncorrected} s, corrected {corrected} s: {report}"
    );
    assert!(seconds(&report, "uncorrected_us", "max") > expected / 2.0, "the server did not stop: {report}");
    server.metrics().assert_balanced();
}

#[test]
fn above_its_capacity_a_server_refuses_what_it_cannot_serve() {
    // One worker serves at most 100 requests a second, whatever the machine. 500 arrive.
    let server = Server::start(&["--workers", "1", "--queue", "4", "--log-level", "error"]);
    let args = ["--rate", "500", "--duration", "2", "--connections", "20", "--sleep-us", "10000"];
    let report = run(&server, &[&args[..], &["--json"]].concat()).json();
    let [sent, ok, busy, lost] = ["sent", "ok", "busy", "lost"].map(|name| count(&report, name));
    assert_eq!((sent, lost, ok + busy), (1000, 0, sent), "{report}");
    let refused = busy as f64 / sent as f64;
    assert!(refused > 0.75, "1 - 1/rho are 80 %, and it refused {:.1} %: {report}", refused * 100.0);
    let metrics = server.metrics();
    metrics.assert_balanced();
    assert_eq!(metrics.get("capstone_busy_total"), busy as f64);
    let text = run(&server, &args).stdout;
    assert!(text.contains("refused by a busy server") && text.contains("\nrefused "), "{text}");
}

#[test]
fn with_too_few_connections_the_loop_is_not_open_and_says_so() {
    let server = Server::start(&["--workers", "1"]);
    let args = ["--rate", "500", "--duration", "1", "--connections", "2", "--sleep-us", "10000"];
    let ended = run(&server, &args);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let verdict = ended.stdout.lines().last().unwrap();
    assert!(
        verdict.starts_with("INVALID: requests left at ") && verdict.contains("--connections"),
        "{verdict}"
    );
}

#[test]
fn where_nothing_was_served_there_is_no_verdict() {
    let server = Server::start(&["--workers", "1", "--queue", "1", "--max-work-ms", "60000"]);
    let mut guest = server.connect();
    let nothing_due = &["--rate", "0.001", "--arrivals", "poisson", "--duration", "0.5"][..];
    let all_refused = &["--rate", "100", "--duration", "0.2", "--connections", "10"][..];
    for (args, scheduled) in [(nothing_due, 0), (all_refused, 20)] {
        let text = run(&server, args);
        let verdict = text.stdout.lines().last().unwrap_or_default();
        assert!(text.code == Some(1) && verdict.starts_with("NO VERDICT"), "{verdict}\n{}", text.stderr);
        let ended = run(&server, &[args, &["--json"]].concat());
        let report = ended.json();
        assert_eq!((ended.code, report["valid"].as_bool()), (Some(1), Some(false)), "{report}");
        assert_eq!(["scheduled", "ok"].map(|name| count(&report, name)), [scheduled, 0], "{report}");
        if scheduled == 0 {
            // The worker and the only place are taken until the server is killed.
            (1..=2).for_each(|id| guest.send(RawFrame::work(id, 0, 60_000_000).bytes()));
            until("the queue is full", || server.metrics().get("capstone_queue_depth") == 1.0);
        }
    }
}

#[test]
fn a_server_that_is_killed_ends_the_run_with_its_losses() {
    let mut server = Server::start(&[]);
    let addr = server.addr().to_string();
    let args = ["--rate", "500", "--duration", "3", "--timeout", "0.5", "--sleep-us", "100000", "--json"];
    let load = start(&addr, &args);
    until("the load has begun", || received(&server, "work") > 10.0);
    server.process().signal(Signal::KILL);
    let ended = Ended::of(load);
    let report = ended.json();
    assert_eq!((ended.code, report["valid"].as_bool()), (Some(1), Some(false)), "{report}");
    let [sent, ok, busy, lost] = ["sent", "ok", "busy", "lost"].map(|name| count(&report, name));
    assert!(lost > 0 && sent == ok + busy + lost && sent < count(&report, "scheduled"), "{report}");
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
}

#[test]
fn without_a_server_it_is_one_clear_line() {
    let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let ended = Ended::of(start(&addr, &["--rate", "10"]));
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.lines().count()), (Some(1), "", 1));
    assert!(ended.stderr.contains("cannot connect") && ended.stderr.contains(&addr), "{}", ended.stderr);
}

#[test]
fn wrong_usage_is_one_line_with_the_flag_and_the_range() {
    for (args, flag, range) in [
        (&["--rate=0"][..], "--rate", "from 0.001 to 1000000"),
        (&["--rate=NaN"], "--rate", "from 0.001 to 1000000"),
        (&["--rate=1", "--duration=0"], "--duration", "from 0.001 to 86400"),
        (&["--rate=1", "--connections=0"], "--connections", "from 1 to 100000"),
        (&["--rate=1", "--seed=-1"], "--seed", "from 0 to 18446744073709551615"),
        (&["--rate=1", "--arrivals=burst"], "--arrivals", "fixed, poisson"),
        (&["--rate=1000000", "--duration=86400"], "--rate times --duration", "at most 10000000"),
        (&[], "--rate", ""),
    ] {
        let ended = Ended::of_capstone(&[&["load"], args].concat());
        let told = &ended.stderr;
        assert_eq!((ended.code, ended.stdout.as_str(), told.lines().count()), (Some(2), "", 1), "{told}");
        assert!(told.contains(flag) && told.contains(range), "{told}");
    }
}
