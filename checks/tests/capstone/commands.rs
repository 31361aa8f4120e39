//! The commands together, as somebody at a terminal uses them.

use crate::subject::promise;
use checks::{Process, Server, Signal, binary};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(30);

/// What a command left.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(args: &[&str]) -> Ended {
    let mut process = Process::start(&binary("capstone"), args);
    let code = process.wait(LONG).code();
    Ended { code, stdout: process.stdout_text(), stderr: process.stderr_text() }
}

/// Runs a command that must succeed, and returns what it printed.
#[track_caller]
fn output(args: &[&str]) -> String {
    let ended = run(args);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "`capstone {}` ended so", args.join(" "));
    ended.stdout
}

/// The path of a file that is not there yet.
fn new_file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.{}", std::process::id()));
    let _ = fs::remove_file(&path); // of an earlier run
    path
}

#[test]
fn what_is_sent_to_the_log_is_found_in_it() {
    promise("a text that `send --type log` sends must be found by `log`, escaped and whole").holds(|| {
        let log = new_file("commands.log");
        let log = log.to_str().expect("cargo's paths are UTF-8");
        let server = Server::start(&["--log", log, "--log-level", "debug"]);
        let addr = server.addr().to_string();
        assert_eq!(output(&["send", "--addr", &addr, "hello"]), "hello\n");
        assert_eq!(output(&["send", "--addr", &addr, "--type", "log", "tab\there,\nnext line"]), "");
        output(&["stress", "--addr", &addr, "--clients", "4", "--frames", "25"]);
        assert_eq!(server.stop(Signal::TERM).code, Some(0));

        let found = output(&["log", log, "--component", "client"]);
        assert!(found.ends_with("tab\\there,\\nnext line\n") && found.lines().count() == 1, "{found:?}");
        let received = output(&["log", log, "--component", "net.recv"]);
        assert_eq!(received.lines().count(), 102, "the server received so many requests");
        assert_eq!(output(&["log", log, "--level", "warn"]), "", "nothing went wrong");
        assert_eq!(output(&["log", log]), fs::read_to_string(log).expect("the log is there"));
        let time = found.split('\t').next().unwrap_or_default();
        assert!(
            output(&["log", log, "--since", time]).contains("next line"),
            "--since leaves its own instant out"
        );
        assert!(
            !output(&["log", log, "--until", time]).contains("next line"),
            "--until includes its own instant"
        );
        fs::remove_file(log).expect("the log can be removed");
    });
}

#[test]
fn a_session_with_a_server_ends_with_what_it_did() {
    promise("the summary must add up what send, stress and stats have asked for").holds(|| {
        let server = Server::start(&[]);
        let addr = server.addr().to_string();
        output(&["send", "--addr", &addr, "--sleep-us", "1000"]);
        let verdict =
            output(&["stress", "--addr", &addr, "--clients", "10", "--frames", "10", "--depth", "2"]);
        assert!(verdict.lines().last().is_some_and(|line| line.starts_with("PASS")), "{verdict}");
        let stats = output(&["send", "--addr", &addr, "--type", "stats"]);
        for line in ["capstone_requests_total{type=\"echo\"} 100", "capstone_requests_total{type=\"work\"} 1"]
        {
            assert!(stats.lines().any(|found| found == line), "{line:?} is not in\n{stats}");
        }
        let stopped = server.stop(Signal::INT);
        assert_eq!(stopped.code, Some(0), "{}", stopped.stderr);
        let wanted = "requests 102 = replies 102 + errors 0";
        assert!(
            stopped.summary.lines().any(|line| line == wanted),
            "{wanted:?} is not in\n{}",
            stopped.summary
        );
    });
}

#[test]
fn what_fails_at_run_time_is_one_line_and_exit_1() {
    promise("a failure at run time must be one line that names what failed, and exit code 1").holds(|| {
        let server = Server::start(&[]);
        let taken = server.addr().to_string();
        let port_of_nobody = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a free port");
            listener.local_addr().expect("it has an address").to_string()
        };
        let cases: [(&[&str], &str); 7] = [
            (&["serve", "--addr", &taken], &taken),
            (&["serve", "--addr", "192.0.2.1:9000"], "192.0.2.1:9000"), // an address of no machine (RFC 5737)
            (&["serve", "--addr", "127.0.0.1:0", "--log", "/no/such/folder/log"], "/no/such/folder/log"),
            (&["serve", "--addr", "127.0.0.1:0", "--log", "/"], "\"/\""),
            (&["send", "--addr", &port_of_nobody, "hello"], &port_of_nobody),
            (&["stress", "--addr", &port_of_nobody], &port_of_nobody),
            (&["log", "/no/such/file"], "/no/such/file"),
        ];
        for (args, name) in cases {
            let Ended { code, stdout, stderr } = run(args);
            let command = args.join(" ");
            assert_eq!(code, Some(1), "`capstone {command}` ended with this code\n{stdout}{stderr}");
            assert_eq!(stderr.lines().count(), 1, "`capstone {command}` wrote so many lines\n{stderr}");
            assert!(stderr.contains(name), "`capstone {command}` does not name {name}:\n{stderr}");
            assert_eq!(stdout, "", "`capstone {command}` printed something");
        }
        assert_eq!(server.stop(Signal::TERM).code, Some(0));
    });
}
