//! A system that interrupts, refuses, and says that something is ready when nothing is.

#![cfg(target_os = "linux")]

use crate::preload::put_in_faulty_system;
use crate::subject::{Subject, promise, while_repeating};
use checks::{ErrorCode, Process, RawClient, RawFrame, Server, Signal, binary, msg_type};
use rustix::fs::OFlags;
use rustix::process::{Pid, kill_process};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A server in whose system this fails: accept, transfer or poll; or every accept after the first, as aborted.
fn server_in(fault: &str, args: &[&str]) -> Subject {
    let mut command = Command::new(binary("capstone"));
    command.args(["serve", "--addr", "127.0.0.1:0"]).args(args);
    put_in_faulty_system(&mut command, fault);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Subject::of(Server::of(Process::spawn(&mut command)))
}

/// Waits for the sign that something has failed: otherwise the test would show nothing.
fn expect_faults(subject: &mut Subject, fault: &str) {
    subject.process().wait_for_stderr_line(&format!("faulty system: {fault}"));
}

/// Some of everything that clients do.
fn expect_service(subject: &Subject) {
    let mut clients: Vec<RawClient> = (0..5).map(|_| subject.connect()).collect();
    for client in &mut clients {
        client.expect_echo(1, &[7; 3_000]);
        client.send((1..=20).flat_map(|id| RawFrame::work(id, 0, 1_000).bytes()).collect::<Vec<_>>());
        client.half_close();
    }
    for client in &mut clients {
        (0..20).for_each(|_| assert_eq!(client.reply().msg_type, msg_type::WORK, "a WORK had another reply"));
        client.expect_close();
    }
    let mut broken = subject.connect();
    broken.send([0; 4]);
    broken.expect_error(ErrorCode::Malformed);
    broken.expect_close();
}

#[test]
fn f24_an_accept_that_fails_is_tried_again() {
    promise("after accept has failed, for want of files, memory or the client, the server must go on").holds(
        || {
            let mut subject = server_in("accept", &["--queue", "128"]);
            subject.assert_serves();
            expect_faults(&mut subject, "accept");
            expect_service(&subject);
            let stderr = subject.process().stderr_text();
            assert!(
                stderr.contains("\tWARN\tnet.error\t-\tcannot accept"),
                "the log does not say so:\n{stderr}"
            );
            subject.assert_unharmed();
        },
    );
}

#[test]
fn f24_connections_that_are_given_up_while_they_wait_do_not_keep_the_loop() {
    promise("however many connections are aborted before they are accepted, the others must be served")
        .holds(|| {
            let mut subject = server_in("aborted", &[]);
            let mut first = subject.connect();
            first.expect_echo(1, b"before");
            let _waits_for_ever = subject.connect();
            first.expect_echo(2, b"beside");
            first.expect_echo(3, b"still");
            expect_faults(&mut subject, "aborted");
            drop(first);
            assert_eq!(subject.into_server().stop(Signal::TERM).code, Some(0));
        });
}

#[test]
fn f25_interrupted_and_partial_reads_and_writes_are_gone_on_with() {
    promise("a read or write that is interrupted, partial or too early must be gone on with").holds(|| {
        let mut subject = server_in("transfer", &["--queue", "128"]);
        expect_service(&subject);
        expect_faults(&mut subject, "transfer");
        subject.assert_unharmed();
    });
}

#[test]
fn f25_a_poll_that_is_interrupted_or_wrong_costs_no_reply_and_no_deadline() {
    promise("an interrupted poll and spurious readiness must cost no reply and postpone no deadline").holds(
        || {
            let mut subject = server_in("poll", &["--queue", "128"]);
            expect_service(&subject);
            expect_faults(&mut subject, "poll");
            subject.assert_unharmed();

            let subject = server_in("poll", &["--frame-timeout", "0.3"]);
            let mut slow = subject.connect();
            slow.send([0]);
            slow.expect_error(ErrorCode::Malformed);
            drop(slow);
            subject.assert_unharmed();

            let subject = server_in("poll", &["--idle-timeout", "2"]);
            subject.connect().expect_close();
            subject.assert_unharmed();
        },
    );
}

#[test]
fn f25_a_poll_for_which_there_is_no_memory_is_tried_again() {
    promise("a poll that fails for want of memory must be tried again, and cost no reply").holds(|| {
        let mut subject = server_in("no memory for poll", &["--queue", "128"]);
        expect_service(&subject);
        expect_faults(&mut subject, "no memory for poll");
        let stderr = subject.process().stderr_text();
        assert!(stderr.contains("\tWARN\tnet.error\t-\tcannot poll"), "the log does not say so:\n{stderr}");
        subject.assert_unharmed();
    });
}

#[test]
fn f30_no_descriptor_can_be_inherited_by_a_child_that_is_started_meanwhile() {
    let words = "sockets and pipes must be made close-on-exec, and not become so a call later";
    promise(words).holds(|| {
        let mut subject = server_in("inheritance", &[]);
        subject.assert_serves();
        expect_faults(&mut subject, "inheritance");
        let addr = subject.addr().to_string();
        let mut client = Command::new(binary("capstone"));
        client.args(["send", "--addr", &addr, "hello"]);
        put_in_faulty_system(&mut client, "inheritance");
        let output = client.output().expect("the client can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.stdout, b"hello\n", "the client made a socket that a child would inherit: {said}");
        subject.assert_unharmed();
    });
}

#[test]
fn f25_a_storm_of_signals_costs_no_reply_and_postpones_no_deadline() {
    promise("a storm of signals must cost no reply and postpone no deadline").holds(|| {
        let mut command = Command::new(binary("capstone"));
        command.args(["serve", "--addr", "127.0.0.1:0", "--queue", "128", "--frame-timeout", "0.5"]);
        // Each SIGUSR1 asks for the metrics on stderr. Nobody needs them here.
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let subject = Subject::of(Server::of(Process::spawn(&mut command)));
        let id = i32::try_from(subject.process_id()).ok().and_then(Pid::from_raw).expect("it runs");
        let mut slow = subject.connect();
        while_repeating(
            || {
                kill_process(id, Signal::USR1).expect("the server runs");
                thread::sleep(Duration::from_micros(100));
            },
            || {
                let begun = Instant::now();
                slow.send([0]);
                expect_service(&subject);
                // If each interruption began the wait anew, this would come only after the storm.
                slow.expect_error(ErrorCode::Malformed);
                assert!(begun.elapsed() >= Duration::from_millis(500), "the deadline came early");
            },
        );
        drop(slow);
        subject.assert_unharmed();
    });
}

/// The pipes between the server's own threads, to write to: those of which it holds both ends.
fn pipes_within(subject: &Subject) -> Vec<File> {
    let mut pipes: BTreeMap<PathBuf, (PathBuf, u32)> = BTreeMap::new();
    for number in subject.descriptors() {
        let path = PathBuf::from(format!("/proc/{}/fd/{number}", subject.process_id()));
        let target = fs::read_link(&path).unwrap_or_default();
        if target.to_string_lossy().starts_with("pipe:[") {
            // The link's own permissions say what its descriptor is for: 0o400 to read, 0o200 to write.
            let mode = path.symlink_metadata().map_or(0, |link| link.permissions().mode());
            pipes.entry(target).or_insert((path, 0)).1 |= mode & 0o600;
        }
    }
    let mut options = OpenOptions::new();
    options.write(true).custom_flags(OFlags::NONBLOCK.bits() as i32);
    let within = pipes.into_values().filter(|(_, mode)| *mode == 0o600);
    within.map(|(path, _)| options.open(path).expect("a child's pipe can be opened")).collect()
}

/// Writes until a pipe takes no more.
fn fill(mut pipe: &File) {
    while pipe.write(&[1; 4096]).is_ok() {}
}

#[test]
fn f26_a_full_wake_up_pipe_is_harmless_and_emptied() {
    promise("wake-up pipes that are full must cost no reply, and be emptied").holds(|| {
        let mut subject = Subject::start(&["--queue", "128"]);
        let pipes = pipes_within(&subject);
        assert_eq!(pipes.len(), 2, "the server has so many pipes: one is for the workers, one for signals");
        let mut client = subject.connect();
        client.expect_echo(1, b"before");
        subject.suspend();
        pipes.iter().for_each(fill);
        client.send(RawFrame::work(2, 0, 1_000).bytes());
        subject.process().signal(Signal::CONT);
        assert_eq!(client.reply().request_id, 2, "the reply was to another request");
        // Never emptied for long, from now on.
        while_repeating(|| pipes.iter().for_each(fill), || expect_service(&subject));
        subject.assert_loop_sleeps();
        drop((client, pipes));
        subject.assert_unharmed();
    });
}
