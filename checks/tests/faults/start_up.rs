//! Starts that fail must say why; starts that are interrupted must end.

use crate::account::Account;
use crate::launch::run;
use crate::scratch::ScratchFile;
use crate::subject::promise;
use checks::{Process, Signal, Stopped, binary, flags_with_values, until};
use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;
use std::thread;
use std::time::{Duration, Instant};

/// No verdict depends on it: a busy machine may need long for a thousand threads.
const LONG: Duration = Duration::from_secs(60);

fn start() -> Process {
    Process::start(&binary("capstone"), &["serve", "--addr", "127.0.0.1:0"])
}

/// Starts a server and sends it SIGTERM `delay` later. Returns whether it ended in order; if not, the signal
/// must have come before there was a handler for it, and before anything else was done.
fn end_in_order(delay: Duration) -> bool {
    let mut server = start();
    thread::sleep(delay); // not to wait for anything: this is the instant that is tried
    server.signal(Signal::TERM);
    let status = server.wait(LONG);
    let (stdout, stderr) = (server.stdout_text(), server.stderr_text());
    if status.signal() == Some(Signal::TERM.as_raw()) {
        assert_eq!((stdout, stderr), Default::default(), "SIGTERM after {delay:?} cut into a running server");
        return false;
    }
    assert_eq!(status.code(), Some(0), "SIGTERM after {delay:?} ended it with {status}\n{stderr}");
    let (first, summary) = stdout.split_once('\n').unwrap_or_default();
    assert!(first.starts_with("listening on 127.0.0.1:"), "its first line was {first:?}");
    Account::of(&Stopped { code: status.code(), summary: summary.to_owned(), stderr }).assert_balanced();
    true
}

#[test]
fn f36_sigterm_at_any_instant_of_the_start_ends_the_server_in_order() {
    let claim = promise("SIGTERM at any instant of the start must end the server in order");
    claim.holds(|| {
        drop(start()); // the first one has to come from the disk
        let started = Instant::now();
        start().wait_for_line("listening on ");
        let usual = started.elapsed();
        let in_order = (0..100).filter(|instant| end_in_order(usual * *instant / 80)).count();
        assert!(in_order > 0, "each of 100 signals came before the handlers, and nothing was tried");
    });
}

#[test]
fn f36_sigterm_while_the_workers_start_ends_the_server_in_order() {
    promise("SIGTERM must end a server in order as soon as it has begun to do anything").holds(|| {
        let log = ScratchFile::new("f36.log");
        let args = ["serve", "--addr", "127.0.0.1:0", "--workers", "1024", "--log", log.as_arg()];
        let mut server = Process::start(&binary("capstone"), &args);
        until("the server has made its log file", || log.exists());
        server.signal(Signal::TERM);
        let status = server.wait(LONG);
        assert_eq!(status.code(), Some(0), "it ended with {status}\n{}", server.stderr_text());
    });
}

#[test]
fn f39_a_log_file_that_cannot_be_opened_is_one_clear_line() {
    promise("a log file that cannot be opened must be one clear line and exit code 1").holds(|| {
        let folder = env!("CARGO_TARGET_TMPDIR");
        let nowhere = format!("{folder}/no/such/folder/log");
        for path in [folder, nowhere.as_str()] {
            let ended = run(&["serve", "--addr", "127.0.0.1:0", "--log", path]);
            ended.assert_gave_up(1, &["cannot open the log file", path]);
        }
    });
}

#[test]
fn f43_a_port_in_use_is_one_line_that_names_the_address() {
    promise("a port in use must be one line that names the address, and exit code 1").holds(|| {
        let holder = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let addr = holder.local_addr().expect("a bound socket has an address").to_string();
        run(&["serve", "--addr", &addr]).assert_gave_up(1, &[&addr]);
        // Not an address of this machine (RFC 5737).
        run(&["serve", "--addr", "192.0.2.1:9000"]).assert_gave_up(1, &["192.0.2.1:9000"]);
    });
}

#[test]
fn f45_a_bad_flag_is_one_line_with_the_flag_and_its_range() {
    promise("a bad flag must be one line with the flag and its range, and exit code 2").holds(|| {
        // Each flag with each kind of nonsense: tests/capstone/usage.rs.
        run(&["serve", "--queue", "0"]).assert_gave_up(2, &["--queue", "from 1 to 1048576"]);
        run(&["serve", "--workers", "1000000000"]).assert_gave_up(2, &["--workers", "from 0 to 1024"]);
        run(&["serve", "--idle-timeout", "NaN"])
            .assert_gave_up(2, &["--idle-timeout", "from 0.001 to 86400"]);
        run(&["serve", "--bogus"]).assert_gave_up(2, &["--bogus"]);
    });
}

#[test]
fn f45_the_ends_of_each_range_are_accepted() {
    promise("the smallest and the largest value of each flag must be accepted").holds(|| {
        let smallest = "--workers 0 --queue 1 --max-connections 1 --max-in-flight 1 --max-payload 1 \
                        --max-work-ms 1 --idle-timeout 0.001 --frame-timeout 0.001 --write-timeout 0.001 \
                        --drain-timeout 0.001";
        let largest = "--workers 1024 --queue 1048576 --max-in-flight 65536 --max-payload 16777216 \
                       --max-work-ms 60000 --idle-timeout 86400 --frame-timeout 86400 --write-timeout 86400 \
                       --drain-timeout 86400";
        let help = run(&["serve", "--help"]).stdout;
        let ranged =
            flags_with_values(&help).filter(|(_, value)| !["FILE", "HOST:PORT", "LEVEL"].contains(value));
        for (flag, _) in ranged {
            assert!(
                smallest.contains(flag),
                "{flag} of `serve` has ends, too, which {} does not try",
                file!()
            );
        }
        for flags in [smallest, largest] {
            let args: Vec<&str> = flags.split_whitespace().collect();
            let server = checks::Server::start(&args);
            let stopped = server.stop(Signal::TERM);
            assert_eq!(stopped.code, Some(0), "{flags} gave this exit code\n{}", stopped.stderr);
        }
    });
}
