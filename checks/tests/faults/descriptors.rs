//! Fewer descriptors than clients.

use crate::subject::{Subject, promise};
use checks::{Process, RawClient, Server, binary};
#[cfg(target_os = "linux")]
use checks::{RawFrame, until};
#[cfg(target_os = "linux")]
use rustix::process::{Pid, Resource, Rlimit, getrlimit};
use std::path::Path;
use std::time::Duration;

/// Lets the server have no more descriptors than it has, or again as many as it likes.
#[cfg(target_os = "linux")]
fn allow_more_descriptors(subject: &Subject, more: bool) {
    let open = subject.descriptors();
    let most = (0..).find(|number| !open.contains(number)).map(u64::from);
    let id = i32::try_from(subject.process_id()).ok().and_then(Pid::from_raw);
    let maximum = getrlimit(Resource::Nofile).maximum;
    let current = if more { maximum } else { most };
    rustix::process::prlimit(id, Resource::Nofile, Rlimit { current, maximum })
        .expect("the limits of a child can be changed");
}

/// A client that has asked, and waits in the backlog for a server that has no descriptor for it.
#[cfg(target_os = "linux")]
fn wait_in_the_backlog(subject: &mut Subject) -> RawClient {
    let mut client = subject.connect();
    client.send(RawFrame::new(checks::msg_type::ECHO, 8, "waiting").bytes());
    until("the log says that nobody can be accepted", || {
        subject.process().stderr_text().contains("\tnet.error\t-\tcannot accept")
    });
    client
}

#[cfg(target_os = "linux")]
#[test]
fn f22_without_descriptors_the_server_serves_on_sleeps_and_accepts_when_one_comes_free() {
    promise(
        "without a free descriptor the server must serve whom it has, sleep, and accept when one comes free",
    )
    .holds(|| {
        let mut subject = Subject::start(&["--idle-timeout", "3600"]);
        let mut holder = subject.connect();
        holder.expect_echo(1, b"in");
        allow_more_descriptors(&subject, false);
        let mut waiting = wait_in_the_backlog(&mut subject);
        subject.assert_loop_sleeps();
        holder.expect_echo(2, b"still in");
        drop(holder);
        assert_eq!(waiting.reply().request_id, 8, "the reply was to another request");
        // Nobody waits any more, and yet an accept would say that there is no descriptor.
        subject.assert_loop_sleeps();
        // And with somebody in the backlog, until the limit is lifted.
        let mut late = subject.connect();
        late.send(RawFrame::new(checks::msg_type::ECHO, 9, "late").bytes());
        waiting.expect_echo(3, b"still in");
        allow_more_descriptors(&subject, true);
        assert_eq!(late.reply().request_id, 9, "the reply was to another request");
        drop((waiting, late));
        subject.assert_unharmed();
    });
}

#[cfg(target_os = "linux")]
#[test]
fn f22_a_descriptor_that_a_timeout_frees_goes_to_who_waits() {
    promise("a descriptor that a timeout frees must go to the client that waits for one").holds(|| {
        let mut subject = Subject::start(&["--idle-timeout", "2"]);
        let mut holder = subject.connect();
        holder.expect_echo(1, b"in");
        allow_more_descriptors(&subject, false);
        let mut waiting = wait_in_the_backlog(&mut subject);
        assert_eq!(waiting.reply().request_id, 8, "the reply was to another request");
        holder.expect_close();
        drop((holder, waiting));
        subject.assert_unharmed();
    });
}

/// `capstone serve` under a limit on descriptors that the shell sets with `ulimit`.
fn under_limit(ulimit: &str, args: &[&str]) -> Process {
    let capstone = binary("capstone");
    let script = format!("ulimit {ulimit} && exec \"$0\" serve --addr 127.0.0.1:0 \"$@\"");
    let shell = ["-c", &script, capstone.to_str().expect("cargo's paths are UTF-8")];
    Process::start(Path::new("/bin/sh"), &[&shell[..], args].concat())
}

#[test]
fn f23_the_soft_limit_on_descriptors_is_raised_as_far_as_needed() {
    promise("a low soft limit on descriptors must be raised for the connections that were asked for").holds(
        || {
            let subject = Subject::of(Server::of(under_limit("-S -n 32", &["--max-connections", "200"])));
            let mut clients: Vec<RawClient> = (0..200).map(|_| subject.connect()).collect();
            (1..).zip(&mut clients).for_each(|(id, client)| client.expect_echo(id, b"in"));
            drop(clients);
            subject.assert_unharmed();
        },
    );
}

#[test]
fn f23_a_hard_limit_that_is_too_low_is_one_line_with_both_numbers() {
    promise("a hard limit below the poll set must be told in one line with both numbers, and exit code 1")
        .holds(|| {
            let mut process = under_limit("-n 150", &["--max-connections", "1000"]);
            let code = process.wait(Duration::from_secs(10)).code();
            let stderr = process.stderr_text();
            assert_eq!(code, Some(1), "that was the exit code\n{stderr}");
            assert_eq!(stderr.lines().count(), 1, "it wrote so many lines:\n{stderr}");
            let numbers: Vec<u64> =
                stderr.split(|c: char| !c.is_ascii_digit()).flat_map(str::parse).collect();
            assert!(
                numbers.contains(&150) && numbers.iter().any(|number| *number > 1000),
                "a number is missing: {stderr}"
            );
            assert_eq!(process.stdout_text(), "", "it said that it listens");
        });
}
