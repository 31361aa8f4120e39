//! `capstone send` and `capstone stress` as their users meet them: output, exit codes, and what they make of
//! a server that is busy, stopped, killed or absent.
#![cfg(not(feature = "shuttle"))]

use checks::{Ended, Process, Server, Signal, binary};
use std::fs::OpenOptions;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

fn start(subcommand: &str, addr: &str, args: &[&str]) -> Process {
    Process::start(&binary("capstone"), &[&[subcommand, "--addr", addr], args].concat())
}

fn run(subcommand: &str, server: &Server, args: &[&str]) -> Ended {
    Ended::of(start(subcommand, &server.addr().to_string(), args))
}

/// An address at which nobody listens.
fn nowhere() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn send_prints_the_payload_of_the_reply() {
    let server = Server::start(&[]);
    let hello = run("send", &server, &["hello"]);
    assert_eq!((hello.code, hello.stdout.as_str(), hello.stderr.as_str()), (Some(0), "hello\n", ""));
    assert_eq!(run("send", &server, &["--type", "log", "noted"]).stdout, "");
    let stats = run("send", &server, &["--type", "stats"]).stdout;
    assert!(stats.contains("capstone_requests_total{type=\"echo\"} 1\n"), "{stats}");
    assert_eq!(run("send", &server, &["--sleep-us", "10", "hi"]).stdout, "\0\0\0\0\nhi\n");
    assert_eq!(run("send", &server, &["--type", "work"]).code, Some(0));
}

#[test]
fn send_tells_an_error_in_one_line_and_exits_1() {
    let server = Server::start(&[]);
    let refused = run("send", &server, &["--spin-us", "2000000"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(1), ""));
    assert!(refused.stderr.contains("bad-request (8)"), "{}", refused.stderr);
    let absent = Ended::of(start("send", &nowhere(), &["hello"]));
    assert_eq!((absent.code, absent.stderr.lines().count()), (Some(1), 1), "{}", absent.stderr);
}

#[test]
fn send_retries_a_busy_that_closed_the_connection_on_a_new_one() {
    let server = Server::start(&["--max-connections", "1"]);
    let mut guest = server.connect();
    guest.expect_echo(1, b"in");
    let refused = run("send", &server, &["--retries", "2", "hello"]);
    assert_eq!((refused.code, refused.stderr.lines().count()), (Some(1), 3), "{}", refused.stderr);
    assert!(refused.stderr.contains("retry 2 of 2"), "{}", refused.stderr);
    let waiting = start("send", &server.addr().to_string(), &["--retries", "1000", "hello"]);
    waiting.wait_for_stderr_line("capstone: server busy");
    drop(guest);
    assert_eq!(Ended::of(waiting).stdout, "hello\n");
}

#[test]
fn stress_counts_and_passes() {
    let server = Server::start(&["--queue", "1000"]);
    let text = run("stress", &server, &["--clients", "7", "--frames", "11"]);
    assert_eq!((text.code, text.stderr.as_str()), (Some(0), ""));
    assert!(text.stdout.ends_with("PASS: each of 77 requests got its one right reply\n"), "{}", text.stdout);
    let args =
        ["--clients", "3", "--frames", "50", "--depth", "8", "--spin-us", "1", "--payload", "2", "--json"];
    let ended = run("stress", &server, &args);
    let report = ended.json();
    let counts = ["clients", "frames", "depth", "payload", "ok", "lost", "duplicated", "corrupted", "failed"];
    // A WORK's specification takes five bytes, so two were too few.
    assert_eq!(counts.map(|name| report[name].as_u64().unwrap()), [3, 50, 8, 5, 150, 0, 0, 0, 0]);
    assert_eq!((report["busy"].as_u64(), report["retries"].as_u64()), (Some(0), Some(0)));
    assert!(report["elapsed_s"].as_f64() > Some(0.0) && report["throughput_rps"].as_f64() > Some(0.0));
    let latency =
        ["p50", "p90", "p99", "p999", "max"].map(|name| report["latency_us"][name].as_f64().unwrap());
    assert!(latency.is_sorted() && report["latency_us"]["mean"].as_f64().unwrap() <= latency[4], "{report}");
    assert_eq!(server.metrics().get("capstone_requests_total{type=\"work\"}"), 150.0);
}

#[test]
fn stress_against_a_busy_server_retries_within_its_limits() {
    let server = Server::start(&["--workers", "1", "--queue", "1"]);
    let work = ["--clients", "20", "--frames", "5", "--sleep-us", "1000", "--retry-cap-ms", "2", "--json"];
    let patient = run("stress", &server, &[&work[..], &["--retries", "1000"]].concat()).json();
    assert_eq!(patient["ok"], 100);
    assert!(patient["busy"].as_u64() > Some(0) && patient["busy"] == patient["retries"], "{patient}");
    let hasty = run("stress", &server, &[&work[..], &["--retries", "0"]].concat());
    let report = hasty.json();
    assert_eq!((hasty.code, report["retries"].as_u64()), (Some(1), Some(0)));
    assert!(report["failed"].as_u64() > Some(0) && report["failed"] == report["busy"], "{report}");
    let thrifty = ["--retries", "1000", "--retry-budget", "0", "--jitter", "none"];
    let report = run("stress", &server, &[&work[..], &thrifty].concat()).json();
    assert_eq!(report["retries"], 10, "{report}");
}

#[test]
fn stress_ends_when_the_server_is_killed() {
    let mut server = Server::start(&[]);
    let addr = server.addr().to_string();
    let stress = start("stress", &addr, &["--clients", "10", "--frames", "1000000000", "--json"]);
    checks::until("the first requests are served", || {
        server.metrics().get("capstone_requests_total{type=\"echo\"}") > 100.0
    });
    server.process().signal(Signal::KILL);
    let ended = Ended::of(stress);
    let report = ended.json();
    assert_eq!(ended.code, Some(1));
    let all: u64 = ["ok", "lost", "failed"].iter().map(|name| report[*name].as_u64().unwrap()).sum();
    assert_eq!((all, report["corrupted"].as_u64()), (10_000_000_000, Some(0)), "{report}");
    assert!(ended.stderr.contains("cannot connect"), "{}", ended.stderr);
}

#[test]
fn stress_gives_a_stopped_server_up_within_the_timeout() {
    let mut server = Server::start(&[]);
    server.process().signal(Signal::STOP);
    let args = ["--clients", "4", "--frames", "2", "--timeout", "0.2", "--json"];
    let ended = run("stress", &server, &args);
    assert_eq!((ended.code, ended.json()["lost"].as_u64()), (Some(1), Some(8)), "{}", ended.stdout);
    server.process().signal(Signal::CONT);
    server.assert_serves();
}

#[test]
fn a_client_that_was_stopped_looks_at_its_socket_before_it_calls_a_reply_lost() {
    let server = Server::start(&["--workers", "8"]);
    let addr = server.addr().to_string();
    let works = || server.metrics().get("capstone_jobs_accepted_total");
    // Each reply is due in 0.2 s, and the timeout is 2 s.
    let common = ["--sleep-us", "200000", "--timeout", "2"];
    let mut before = works();
    let mut clients = Vec::new();
    for (subcommand, args) in [
        ("stress", &["--clients", "4", "--frames", "10"][..]),
        ("ramp", &["--steps", "2", "--step-seconds", "2"]),
        ("load", &["--rate", "10", "--duration", "2"]),
        ("send", &["hello"]),
    ] {
        let mut client = start(subcommand, &addr, &[&common[..], args].concat());
        checks::until("its first request has come", || works() > before);
        client.signal(Signal::STOP);
        // What the others had sent before they were stopped may have come by now, but not more.
        before = works();
        clients.push((subcommand, client));
    }
    sleep(Duration::from_secs(3)); // this is the fault itself
    for (_, client) in &mut clients {
        client.signal(Signal::CONT);
    }
    for (subcommand, client) in clients {
        let ended = Ended::of(client);
        assert_eq!(ended.code, Some(0), "{subcommand}: {}{}", ended.stdout, ended.stderr);
    }
}

#[test]
fn stress_without_a_server_is_one_clear_line() {
    let addr = nowhere();
    let ended = Ended::of(start("stress", &addr, &[]));
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.lines().count()), (Some(1), "", 1));
    assert!(ended.stderr.contains("cannot connect") && ended.stderr.contains(&addr), "{}", ended.stderr);
}

#[test]
fn a_stdout_that_takes_nothing_is_no_panic() {
    let server = Server::start(&[]);
    let addr = server.addr().to_string();
    for (subcommand, args) in [("send", &["hello"][..]), ("stress", &["--frames", "1"])] {
        let command = || {
            let mut command = Command::new(binary("capstone"));
            command
                .args([subcommand, "--addr", &addr])
                .args(args)
                .stdin(Stdio::null())
                .stderr(Stdio::piped());
            command
        };
        let (reader, closed) = std::io::pipe().unwrap();
        drop(reader);
        let ended = Ended::of(Process::spawn(command().stdout(closed)));
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "a closed stdout");
        if let Ok(full) = OpenOptions::new().write(true).open("/dev/full") {
            let ended = Ended::of(Process::spawn(command().stdout(full)));
            assert_eq!((ended.code, ended.stderr.lines().count()), (Some(1), 1), "{}", ended.stderr);
        }
    }
}
