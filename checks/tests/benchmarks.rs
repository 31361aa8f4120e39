//! The means of the benchmarks: what is measured is the real server, and it ends with the measurement.
#![cfg(not(feature = "shuttle"))]

use checks::{Ended, Process, Server, Signal, attempt, binary, until};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Long enough for a server's start and its end on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn within_patience(check: impl FnOnce() + Send + 'static) {
    attempt(PATIENCE, check).unwrap_or_else(|why| panic!("{why}"));
}

/// A folder in which the benchmarks make theirs.
struct Scratch(TempDir);

impl Scratch {
    fn new() -> Self {
        Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("there is room for a folder"))
    }

    fn is_empty(&self) -> bool {
        fs::read_dir(self.0.path()).expect("it is there").next().is_none()
    }

    /// The command lines of the servers whose log is in here.
    fn servers(&self) -> Vec<String> {
        let ps = Command::new("ps").args(["axww", "-o", "args"]).output().expect("there is ps");
        let name = self.0.path().display().to_string();
        let lines = String::from_utf8_lossy(&ps.stdout).into_owned();
        lines
            .lines()
            .filter(|line| line.contains(&name) && line.contains(" serve "))
            .map(str::to_owned)
            .collect()
    }

    /// `benchmarks` with these arguments, its folders in here.
    fn benchmarks(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary("benchmarks"));
        command.args(args).env("TMPDIR", self.0.path()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// The keeper of a server with these flags.
    fn keeper(&self, flags: &[&str]) -> Command {
        let capstone = binary("capstone").display().to_string();
        self.benchmarks(&[&["keep", &capstone, "--"], flags].concat())
    }
}

/// Where the server of a keeper is, from the line that this says.
fn place(line: &str) -> (SocketAddr, u32) {
    let (address, process_id) = line.trim().split_once(' ').unwrap_or_else(|| panic!("it said {line:?}"));
    (address.parse().expect("an address"), process_id.parse().expect("a process id"))
}

#[test]
fn no_server_outlives_a_measurement_whatever_ends_it() {
    binary("capstone"); // the benchmarks build it when they need it, which is not what is waited for
    for signal in [Signal::KILL, Signal::INT] {
        within_patience(move || {
            let scratch = Scratch::new();
            let mut measurement = Process::spawn(&mut scratch.benchmarks(&["overload"]));
            until("there is a server", || scratch.servers().len() == 1);
            let command = scratch.servers().remove(0);
            let (flags, log) = (command.contains("--workers 4 --queue 64"), command.contains("/server.log"));
            assert!(flags && log && !command.contains("--log-level"), "it is started by {command}");
            measurement.signal(signal);
            until("the server has ended", || scratch.servers().is_empty());
            until("the folder with its log is gone", || scratch.is_empty());
        });
    }
}

#[test]
fn a_keeper_ends_its_server_in_order_when_its_standard_input_ends() {
    within_patience(|| {
        let scratch = Scratch::new();
        let mut command = scratch.keeper(&["--workers", "1"]);
        let ended = Ended::of(Process::spawn(&mut command)); // its input is empty: it ends at once
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{ended:?}");
        let (address, _) = place(&ended.stdout);
        assert!(TcpStream::connect(address).is_err(), "the server still listens");
        assert!(scratch.is_empty(), "its folder is still there");
    });
}

#[test]
fn a_server_that_does_not_start_is_told_and_leaves_nothing() {
    within_patience(|| {
        let scratch = Scratch::new();
        let mut command = scratch.keeper(&["--queue", "0"]);
        let ended = Ended::of(Process::spawn(&mut command));
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
        for part in ["from 1 to 1048576", "does not listen"] {
            assert!(ended.stderr.contains(part), "{part:?} is not in {}", ended.stderr);
        }
        assert!(scratch.is_empty(), "its folder is still there");
    });
}

#[test]
fn a_server_that_ended_before_its_keeper_ended_it_is_told() {
    within_patience(|| {
        let scratch = Scratch::new();
        let mut command = scratch.keeper(&["--workers", "1"]);
        let mut keeper: Child = command.stdin(Stdio::piped()).spawn().expect("it can be started");
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().expect("it is piped"))
            .read_line(&mut line)
            .expect("it says a line");
        let (_, server) = place(&line);
        let killed = Command::new("kill").args(["-KILL", &server.to_string()]).status();
        assert!(killed.expect("there is kill").success());
        let left = keeper.wait_with_output().expect("it ends, for this ends its input");
        let said = String::from_utf8_lossy(&left.stderr).into_owned();
        assert!(left.status.code() == Some(1) && said.contains("signal: 9"), "{:?}: {said}", left.status);
        assert!(scratch.is_empty(), "its folder is still there");
    });
}

#[test]
fn a_server_without_the_locks_meter_serves_and_says_that_it_has_not_measured() {
    for (flags, measured) in [(&["--no-lock-meter"][..], false), (&[], true)] {
        let server = Server::start(&[&["--workers", "1"], flags].concat());
        server.assert_serves();
        let has_sum = server.metrics().has("capstone_lock_wait_seconds_sum");
        assert_eq!(has_sum, measured, "whether STATS has the waits for locks, with {flags:?}");
        let summary = server.stop(Signal::INT).summary;
        let says_no = summary.contains("lock contention: not measured");
        assert_eq!(says_no, !measured, "with {flags:?} the summary says\n{summary}");
    }
}
