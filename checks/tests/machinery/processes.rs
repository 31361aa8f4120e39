//! Children: built, started, listened to, signalled, and never left behind.

use crate::failure_of;
use checks::{Footprint, Metrics, Process, Server, Signal, binary, example};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(10);

fn shell(script: &str) -> Process {
    Process::start(Path::new("/bin/sh"), &["-c", script])
}

#[test]
fn the_workspace_s_programs_are_built_and_found() {
    let builders = [(); 4].map(|()| thread::spawn(|| (binary("capstone"), example("lesson01"))));
    let paths = builders.map(|builder| builder.join().unwrap());
    assert!(paths[0].0.is_file() && paths[0].1.is_file());
    assert!(paths.iter().all(|other| *other == paths[0]));
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    assert_eq!(paths[0].0.parent(), Some(profile), "it was built with another profile than this test");
}

#[test]
fn a_program_that_does_not_exist_is_named() {
    let failure = failure_of(|| drop(example("no-such-lesson")));
    assert!(failure.starts_with("the example `no-such-lesson` could not be built"), "{failure}");
}

#[test]
fn output_is_collected_and_lines_are_waited_for() {
    let mut child = shell("echo one; echo two >&2; echo three; printf rest; exit 3");
    assert_eq!(child.wait_for_line("thr"), "three");
    assert_eq!(child.wait_for_stderr_line("two"), "two");
    assert_eq!(child.wait(LONG).code(), Some(3));
    assert_eq!((child.stdout_text().as_str(), child.stderr_text().as_str()), ("one\nthree\nrest", "two\n"));
}

#[test]
fn a_line_that_never_comes_is_not_waited_for_after_the_end() {
    let child = shell("echo hello");
    let failure = failure_of(|| drop(child.wait_for_line("listening")));
    assert!(
        failure.starts_with("`sh` ended without a stdout line \"listening...\"\nstdout:\nhello\n"),
        "{failure}"
    );
}

#[test]
fn a_signal_arrives() {
    let mut child = shell("trap 'echo caught; exit 7' TERM; echo ready; while :; do sleep 0.01; done");
    child.wait_for_line("ready");
    child.signal(Signal::TERM);
    assert_eq!(child.wait(LONG).code(), Some(7));
    assert_eq!(child.stdout_text(), "ready\ncaught\n");
    child.signal(Signal::TERM); // to nobody
}

#[test]
fn a_child_that_does_not_end_fails_the_wait() {
    let mut child = shell("echo stubborn; exec sleep 60");
    child.wait_for_line("stubborn");
    let failure = failure_of(|| {
        child.wait(Duration::from_millis(50));
    });
    assert!(failure.starts_with("`sh` was still running after 50ms\nstdout:\nstubborn\n"), "{failure}");
}

#[test]
fn a_dropped_child_is_gone() {
    let child = shell("exec sleep 60");
    let id = child.id();
    drop(child);
    // Killed and waited for: not even a zombie has its id any more.
    let status = Command::new("kill").args(["-0", &id.to_string()]).output().unwrap().status;
    assert!(!status.success(), "process {id} is still there");
}

#[cfg(target_os = "linux")]
#[test]
fn a_footprint_counts_descriptors_and_threads() {
    let script = "trap 'exec 9</dev/null; echo opened' USR1; echo ready; while :; do sleep 0.01; done";
    let mut child = shell(script);
    child.wait_for_line("ready");
    let before = Footprint::of(child.id()).unwrap();
    assert_eq!(before.threads, 1);
    assert!(before.memory > 4096);
    child.signal(Signal::USR1);
    child.wait_for_line("opened");
    assert_eq!(Footprint::of(child.id()).unwrap().descriptors, before.descriptors + 1);
    assert_eq!(Footprint::of(u32::MAX), None);
}

#[test]
fn a_server_is_found_by_its_first_line_and_leaves_a_summary() {
    let script = "trap 'echo 5 requests; exit 0' TERM; echo listening on 127.0.0.1:4321; echo noise >&2; \
                  while :; do sleep 0.01; done";
    let mut server = Server::of(shell(script));
    assert_eq!(server.addr(), "127.0.0.1:4321".parse().unwrap());
    server.process().wait_for_stderr_line("noise");
    let stopped = server.stop(Signal::TERM);
    assert_eq!((stopped.code, stopped.summary.as_str()), (Some(0), "5 requests\n"));
    assert_eq!(stopped.stderr, "noise\n");
}

#[test]
fn the_real_server_is_started_asked_and_stopped() {
    let server = Server::start(&["--workers", "2"]);
    let before = server.footprint();
    server.assert_serves();
    let metrics = server.metrics();
    assert_eq!(metrics.get("capstone_requests_total{type=\"echo\"}"), 1.0);
    assert_eq!(metrics.get("capstone_workers"), 2.0);
    metrics.assert_balanced();
    server.wait_until_back_to(before);
    let stopped = server.stop(Signal::TERM);
    assert_eq!(stopped.code, Some(0), "{}", stopped.stderr);
    assert!(stopped.summary.contains("requests"), "the summary is {:?}", stopped.summary);
}

#[test]
fn metrics_that_do_not_add_up_are_told() {
    let balanced = "capstone_requests_total{type=\"echo\"} 3\ncapstone_requests_total{type=\"log\"} 1\n\
                    capstone_replies_total 3\ncapstone_errors_total{code=\"busy\"} 1\n";
    Metrics::parse(balanced).assert_balanced();
    let lost = Metrics::parse(&balanced.replace("replies_total 3", "replies_total 2"));
    let failure = failure_of(|| lost.assert_balanced());
    assert!(failure.contains("4 requests had 3 replies and errors"), "{failure}");
}
