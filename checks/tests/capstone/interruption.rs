//! Ctrl+C to a client that measures: what it has measured so far is not lost.

use crate::subject::promise;
use checks::{Ended, Process, Server, Signal, binary, until};
use serde_json::Value;
#[cfg(target_os = "linux")]
use std::{
    fs,
    net::{TcpListener, TcpStream},
    time::Duration,
};

/// Each command, to run for minutes, with the name of its count of served requests in JSON.
const COMMANDS: [(&str, &[&str]); 3] = [
    ("stress", &["--clients", "10", "--frames", "1000000"]),
    ("load", &["--rate", "500", "--duration", "600", "--connections", "10"]),
    ("ramp", &["--steps", "5,10,5", "--step-seconds", "300"]),
];

/// Starts it, and waits until it is well under way.
fn start(server: &Server, command: &str, args: &[&str], more: &[&str]) -> Process {
    let addr = server.addr().to_string();
    let args = [&[command, "--addr", &addr, "--sleep-us", "1000"], args, more].concat();
    let process = Process::start(&binary("capstone"), &args);
    until("a hundred requests are served", || served(server) >= 100.0);
    process
}

/// How many requests with work the server has replied to.
fn served(server: &Server) -> f64 {
    server.metrics().get("capstone_jobs_completed_total")
}

/// How many requests were served by what a command says in JSON.
fn ok(command: &str, report: &Value) -> u64 {
    let count = |value: &Value| value.as_u64().unwrap_or_else(|| panic!("no such count in {report}"));
    match command {
        // Those who leave still get replies, which are in no step.
        "ramp" => report["steps"]
            .as_array()
            .expect("it has steps")
            .iter()
            .map(|step| count(&step["accepted"]))
            .sum(),
        _ => count(&report["ok"]),
    }
}

#[test]
fn an_interrupted_client_prints_what_it_has_measured_so_far() {
    promise("Ctrl+C must print what was measured so far, marked as interrupted, and exit with 130").holds(
        || {
            for (command, args) in COMMANDS {
                let server = Server::start(&["--workers", "4"]);
                let mut client = start(&server, command, args, &[]);
                client.signal(Signal::INT);
                let ended = Ended::of(client);
                assert_eq!(ended.code, Some(130), "{ended:?}");
                assert_eq!(
                    ended.stdout.matches("INTERRUPTED ").count(),
                    1,
                    "{command} has not said so: {ended:?}"
                );
                assert!(!ended.stderr.contains("capstone: "), "{command} complains: {}", ended.stderr);
                let figures =
                    ["PASS: each of", "requests sent", "every attempt of every client has one outcome"];
                assert!(
                    figures.iter().any(|figure| ended.stdout.contains(figure)),
                    "no figures in {ended:?}"
                );
            }
        },
    );
}

#[test]
fn so_it_does_in_json_where_the_counts_are_those_of_the_server() {
    promise("the report of an interrupted run must have its fields, its counts, and a mark").holds(|| {
        for (command, args) in COMMANDS {
            let server = Server::start(&["--workers", "4"]);
            let mut client = start(&server, command, args, &["--json"]);
            client.signal(Signal::INT);
            let ended = Ended::of(client);
            assert_eq!(ended.code, Some(130), "{ended:?}");
            let (report, served) = (ended.json(), served(&server) as u64);
            assert_eq!(report["interrupted"], true, "{report}");
            let ok = ok(command, &report);
            let leaving = if command == "ramp" { 5 } else { 0 };
            assert!((served - leaving..=served).contains(&ok), "{ok} of {served}: {report}");
            assert!(ended.stderr.contains("INTERRUPTED "), "{command} has not said so: {}", ended.stderr);
        }
    });
}

#[test]
fn a_second_ctrl_c_ends_a_client_that_waits_for_replies() {
    promise("a second Ctrl+C must end a client at once").holds(|| {
        for (command, args) in COMMANDS {
            let mut server = Server::start(&["--workers", "4"]);
            let mut client = start(&server, command, args, &["--timeout", "86400"]);
            server.process().signal(Signal::STOP);
            until("it has ended", || {
                client.signal(Signal::INT); // of two that come at once, it may see one
                client.status().is_some()
            });
            let ended = Ended::of(client);
            assert_eq!(ended.code, Some(130), "{ended:?}");
            assert!(!ended.stdout.contains("INTERRUPTED"), "it did not wait: {ended:?}");
            server.process().signal(Signal::CONT);
        }
    });
}

/// A listener that is full: whoever connects now has to wait, for nobody is taken in.
#[cfg(target_os = "linux")]
fn full_listener() -> (TcpListener, Vec<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    rustix::net::listen(&listener, 0).expect("a listener can be made smaller");
    let addr = listener.local_addr().expect("it has an address");
    let fits = || TcpStream::connect_timeout(&addr, Duration::from_millis(500)).ok();
    let waiting = std::iter::from_fn(fits).collect();
    (listener, waiting)
}

/// Whether it has begun to connect: it then has sockets beside the pipes that it was started with.
#[cfg(target_os = "linux")]
fn has_sockets(process: &Process) -> bool {
    let descriptors = fs::read_dir(format!("/proc/{}/fd", process.id())).into_iter().flatten().flatten();
    let targets = descriptors.filter_map(|descriptor| fs::read_link(descriptor.path()).ok());
    targets.filter(|target| target.to_string_lossy().starts_with("socket:")).count() >= 5
}

#[cfg(target_os = "linux")]
#[test]
fn a_client_that_waits_for_a_connection_ends_at_once() {
    promise("Ctrl+C must end a client at once that has no connection yet").holds(|| {
        let (listener, _waiting) = full_listener();
        let addr = listener.local_addr().expect("it has an address").to_string();
        for args in [&["stress", "--clients", "5"][..], &["load", "--rate", "100", "--connections", "5"]] {
            let args = [args, &["--addr", &addr, "--timeout", "86400"]].concat();
            let mut client = Process::start(&binary("capstone"), &args);
            until("it connects", || has_sockets(&client));
            client.signal(Signal::INT);
            let ended = Ended::of(client);
            assert_eq!(ended.code, Some(130), "{ended:?}");
            assert!(ended.stdout.contains("INTERRUPTED "), "it has not said so: {ended:?}");
        }
    });
}
