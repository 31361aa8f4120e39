//! `capstone ramp` as its users meet it: what it predicts comes true, and its books balance with the server's.
#![cfg(not(feature = "shuttle"))]

use checks::{Ended, Process, RawFrame, Server, Signal, binary, msg_type, until};
use serde_json::Value;
use std::net::TcpListener;

fn start(addr: &str, args: &[&str]) -> Process {
    Process::start(&binary("capstone"), &[&["ramp", "--addr", addr], args].concat())
}

fn run(server: &Server, args: &[&str]) -> Ended {
    Ended::of(start(&server.addr().to_string(), args))
}

/// One worker and one place in the queue: two requests fit.
fn small_server() -> Server {
    Server::start(&["--workers", "1", "--queue", "1", "--log-level", "error"])
}

fn steps(report: &Value) -> &[Value] {
    report["steps"].as_array().unwrap_or_else(|| panic!("no steps in {report}"))
}

fn count(step: &Value, name: &str) -> u64 {
    step[name].as_u64().unwrap_or_else(|| panic!("{name} in {step}"))
}

#[test]
fn a_report_has_the_fields_of_the_contract_and_adds_up() {
    let server = small_server();
    let args = ["--steps", "1,20,2", "--step-seconds", "0.3", "--sleep-us", "500", "--json"];
    let ended = run(&server, &args);
    let report = ended.json();
    assert_eq!((ended.code, ended.stdout.lines().count()), (Some(0), 1), "{}", ended.stderr);
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&report), ["recovered", "saturation_clients", "steps"]);
    let mut expected = [
        "clients",
        "seconds",
        "offered",
        "accepted",
        "rejected",
        "failed",
        "goodput_rps",
        "rejection_rate",
        "latency_us",
        "rejection_latency_us",
        "jain",
        "little_error",
    ];
    expected.sort_unstable();
    assert_eq!(steps(&report).len(), 3);
    for (step, clients) in steps(&report).iter().zip([1, 20, 2]) {
        assert_eq!(names(step), expected);
        assert_eq!(count(step, "clients"), clients);
        let [offered, accepted, rejected, failed] =
            ["offered", "accepted", "rejected", "failed"].map(|name| count(step, name));
        assert_eq!((offered, failed), (accepted + rejected + failed, 0), "{step}");
        let number = |name: &str| step[name].as_f64().unwrap_or_else(|| panic!("{name} in {step}"));
        let seconds = number("seconds");
        assert!((0.3..5.0).contains(&seconds), "{step}");
        assert!((number("goodput_rps") * seconds - accepted as f64).abs() <= 1.0, "{step}");
        assert!((number("rejection_rate") - rejected as f64 / offered as f64).abs() < 1e-5, "{step}");
        assert!((0.0..=1.0).contains(&number("jain")) && number("little_error") >= 0.0, "{step}");
        assert!(step["latency_us"]["p50"].as_f64() >= Some(500.0), "the work alone takes that long: {step}");
        assert_eq!(step["rejection_latency_us"]["p50"].is_null(), rejected == 0, "{step}");
    }
    assert!(report["saturation_clients"].is_u64() && report["recovered"] == true, "{report}");
}

#[test]
fn the_server_has_counted_the_same() {
    let server = small_server();
    for retries in ["0", "5"] {
        let before = server.metrics();
        let args = ["--steps", "1,30,2", "--step-seconds", "0.3", "--sleep-us", "500", "--retries", retries];
        let ended = run(&server, &args);
        let after = server.metrics();
        after.assert_balanced();
        let made = |name: &str| after.get(name) - before.get(name);
        let books = format!(
            "{} = {} ok + {} busy + 0 failed + 0 lost",
            made("capstone_requests_total{type=\"work\"}"),
            made("capstone_jobs_completed_total"),
            made("capstone_busy_total")
        );
        assert!(ended.stdout.contains(&books), "the server says {books}\n{}", ended.stdout);
    }
}

#[test]
fn refusals_happen_where_they_were_predicted_and_never_in_the_last_step() {
    let server = Server::start(&["--workers", "4", "--queue", "64", "--log-level", "error"]);
    let mut refused = 0;
    for _ in 0..10 {
        let args =
            ["--steps", "5,20,50,100,10", "--step-seconds", "0.1", "--sleep-us", "1000", "--retries", "5"];
        let ended = run(&server, &[&args[..], &["--json"]].concat());
        let report = ended.json();
        let rejected: Vec<u64> = steps(&report).iter().map(|step| count(step, "rejected")).collect();
        assert_eq!((rejected[0], rejected[1], rejected[2], rejected[4]), (0, 0, 0, 0), "{report}");
        let served_last = count(&steps(&report)[4], "accepted") > 0;
        assert!(ended.code == Some(0) && report["recovered"] == served_last, "{report}");
        refused += rejected[3];
    }
    // On a loaded machine a single step may be over before anything has happened.
    assert!(refused > 0, "100 clients found room in 64 + 4 places, ten times");
    server.metrics().assert_balanced();
}

#[test]
fn a_last_step_that_is_too_large_has_not_recovered() {
    let server = small_server();
    let args = ["--steps", "1,30", "--step-seconds", "1", "--sleep-us", "500", "--retries", "5"];
    let ended = run(&server, &[&args[..], &["--json"]].concat());
    assert_eq!((ended.code, ended.json()["recovered"].as_bool()), (Some(0), Some(false)));
    assert!(run(&server, &args).stdout.contains("\nrecovery    still refusals in the last step"));
}

#[test]
fn a_ramp_in_which_nothing_was_served_has_failed() {
    let server = Server::start(&["--workers", "1", "--queue", "1", "--max-work-ms", "60000"]);
    let mut guest = server.connect();
    // The worker and the only place are taken until the server is killed.
    (1..=2).for_each(|id| guest.send(RawFrame::work(id, 0, 60_000_000).bytes()));
    until("the queue is full", || server.metrics().get("capstone_queue_depth") == 1.0);
    let args = ["--steps", "3,1", "--step-seconds", "0.2", "--timeout", "0.3"];
    let text = run(&server, &args);
    assert_eq!(text.code, Some(1), "{}", text.stdout);
    assert!(text.stdout.contains("\nsaturation  nothing was served\n"), "{}", text.stdout);
    assert!(!text.stdout.contains("NaN") && !text.stdout.contains("\noverload"), "{}", text.stdout);
    let ended = run(&server, &[&args[..], &["--json"]].concat());
    let report = ended.json();
    assert_eq!((ended.code, report["recovered"].as_bool()), (Some(1), Some(false)), "{report}");
    assert!(steps(&report).iter().all(|step| count(step, "rejected") > 0), "{report}");
}

#[test]
fn the_prediction_comes_first_and_the_live_view_goes_to_stderr() {
    let server = Server::start(&["--workers", "4", "--queue", "64"]);
    let args = ["--steps", "2,3", "--step-seconds", "0.1", "--sleep-us", "1000"];
    let ramp = start(&server.addr().to_string(), &args);
    ramp.wait_for_line("refusals    from 69 in flight on, for 64 wait and 4 run; possible in steps: none");
    let ended = Ended::of(ramp);
    for step in ["step 1/2: 2 clients, 0.1 of 0.1 s, ", "step 2/2: 3 clients, 0.1 of 0.1 s, "] {
        assert!(ended.stderr.lines().any(|line| line.starts_with(step)), "{step} in {}", ended.stderr);
    }
    assert!(!ended.stderr.contains('\r'), "only a terminal can write a line again: {:?}", ended.stderr);
    for part in
        ["at most 4000/s = 4 / 1.00 ms", "at most 17 ms if accepted", "saturation  at ", "self-check  "]
    {
        assert!(ended.stdout.contains(part), "{part} in {}", ended.stdout);
    }
    let inline = Server::start(&["--workers", "0"]);
    let stdout = run(&inline, &["--steps", "3", "--step-seconds", "0.1"]).stdout;
    assert!(stdout.contains("refusals    none: without workers"), "{stdout}");
}

#[test]
fn in_an_overload_it_is_not_always_the_same_who_are_served() {
    const CLIENTS: usize = 8;
    let mut server = small_server();
    let mut clients: Vec<_> = (0..CLIENTS).map(|_| server.connect()).collect();
    clients.iter_mut().for_each(|client| client.expect_echo(0, b"so that the server knows it"));
    let mut served = [0; CLIENTS];
    for round in 0..20 {
        // While the server stands still, one request comes from everybody. Then it finds them all in one turn.
        server.process().signal(Signal::STOP);
        clients.iter_mut().for_each(|client| client.send(RawFrame::work(round, 0, 1000).bytes()));
        server.process().signal(Signal::CONT);
        for (client, served) in clients.iter_mut().zip(&mut served) {
            *served += u32::from(client.reply().msg_type == msg_type::WORK);
        }
    }
    let lucky = served.iter().filter(|count| **count > 0).count();
    assert!(lucky > 2, "two requests fit at a time, and it was always those of the same clients: {served:?}");
}

#[test]
fn a_server_that_is_killed_ends_the_ramp() {
    let mut server = small_server();
    let ramp = start(&server.addr().to_string(), &["--steps", "5", "--step-seconds", "60", "--json"]);
    until("the ramp has begun", || server.metrics().get("capstone_requests_total{type=\"echo\"}") > 100.0);
    server.process().signal(Signal::KILL);
    let ended = Ended::of(ramp);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{}", ended.stderr);
    let last = ended.stderr.lines().last().unwrap();
    // The first connection after the end may still be established, and is then reset.
    let whys = ["cannot connect", "the connection broke", "the server closed"];
    let ended_early = |why: &&str| last.starts_with(&format!("capstone: the ramp has ended early: {why}"));
    assert!(whys.iter().any(ended_early), "{last}");
}

#[test]
fn without_a_server_it_is_one_clear_line() {
    let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let ended = Ended::of(start(&addr, &[]));
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.lines().count()), (Some(1), "", 1));
    assert!(ended.stderr.contains("cannot connect") && ended.stderr.contains(&addr), "{}", ended.stderr);
}
