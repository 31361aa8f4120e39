//! More clients than there is room for, and fewer descriptors than there are clients.

use crate::subject::{Subject, promise, while_repeating};
use checks::{End, ErrorCode, Process, RawClient, RawFrame, Server, binary, msg_type, until};
use rustix::process::{Pid, Resource, Rlimit, getrlimit, setrlimit};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Waits for the refusal of a client that is over the limit.
#[track_caller]
fn expect_refusal(client: &mut RawClient) {
    let error = client.expect_error(ErrorCode::Busy);
    let (_, text) = error.error().unwrap_or_default();
    assert!(text.starts_with("server busy"), "the text does not begin with `server busy`: {text:?}");
    assert_eq!(error.request_id, 0, "nothing was asked yet, so the request_id should be 0");
}

#[test]
fn f20_a_connection_over_the_limit_can_read_why_it_is_closed() {
    promise("a client over the limit must be able to read that the server is busy").holds(|| {
        let subject = Subject::start(&["--max-connections", "4"]);
        let mut admitted: Vec<RawClient> = (0..4).map(|_| subject.connect()).collect();
        admitted.iter_mut().for_each(|client| client.expect_echo(1, b"in"));
        for _ in 0..20 {
            // What it sends stays unread in the server's system; closing at once would turn that into a reset.
            let mut refused = subject.connect();
            refused.send(RawFrame::new(msg_type::ECHO, 1, [0; 100_000]).bytes());
            expect_refusal(&mut refused);
            refused.expect_close();
        }
        admitted.pop();
        // The server may need a moment to see that a place is free.
        until("a new client is served in the place of one that left", || {
            let mut client = subject.connect();
            let reply = client.request(&RawFrame::new(msg_type::ECHO, 2, "in"));
            reply.msg_type == msg_type::ECHO
        });
        drop(admitted);
        let rejected = subject.quiet_metrics().get("capstone_connections_rejected_total");
        assert!(rejected >= 20.0, "20 connections were refused, and {rejected} were counted");
        subject.assert_unharmed();
    });
}

#[test]
fn f20_refused_clients_that_stay_do_not_keep_the_next_from_being_told() {
    promise("a client over the limit must be told, however many refused ones do not go").holds(|| {
        let subject = Subject::start(&["--max-connections", "1", "--idle-timeout", "3600"]);
        let mut admitted = subject.connect();
        admitted.expect_echo(1, b"in");
        // The server lets a hundred of them linger at once, each for a second at most. Nothing else happens meanwhile
        // that would wake it.
        let mut refused: Vec<RawClient> = (0..130).map(|_| subject.connect()).collect();
        refused.iter_mut().for_each(expect_refusal);
        admitted.expect_echo(2, b"still in");
        drop((admitted, refused));
        subject.assert_unharmed();
    });
}

#[test]
fn f21_a_burst_of_connections_is_served_or_refused_to_the_last() {
    promise("of 2,000 clients that connect at once, each must be served or refused").holds(|| {
        if !may_open(4_000) {
            return eprintln!("skipped: this process may not have 4,000 descriptors (ulimit -Hn)");
        }
        let subject = Subject::start(&["--queue", "4096"]);
        let mut polite = subject.connect();
        polite.expect_echo(1, b"first");
        let (served, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            let crowds: Vec<_> =
                (0..8).map(|_| scope.spawn(|| connect_and_ask(&subject, 250, &served, &refused))).collect();
            while crowds.iter().any(|crowd| !crowd.is_finished()) {
                polite.expect_echo(2, b"not forgotten");
            }
            // Only now may they go: who leaves makes room for another.
            drop(
                crowds
                    .into_iter()
                    .map(|crowd| crowd.join().expect("a crowd's claims hold"))
                    .collect::<Vec<_>>(),
            );
        });
        let (served, refused) = (served.into_inner(), refused.into_inner());
        assert_eq!(
            (served, refused),
            (1023, 977),
            "of 2,000 beside one other, so many were served and refused"
        );
        drop(polite);
        subject.assert_unharmed();
    });
}

/// Opens `count` connections, then asks for an ECHO on each. Returns those that were served.
fn connect_and_ask(
    subject: &Subject,
    count: usize,
    served: &AtomicUsize,
    refused: &AtomicUsize,
) -> Vec<RawClient> {
    let clients: Vec<RawClient> = (0..count).map(|_| subject.connect()).collect();
    let mut admitted = Vec::new();
    for mut client in clients {
        let reply = client.request(&RawFrame::new(msg_type::ECHO, 9, "me too"));
        if reply.msg_type == msg_type::ECHO {
            served.fetch_add(1, Ordering::Relaxed);
            admitted.push(client);
        } else {
            assert_eq!(reply.error().map(|(code, _)| code), Some(ErrorCode::Busy as u16));
            assert_eq!(
                client.try_reply(),
                Err(End::Eof),
                "after its refusal the connection should end in order"
            );
            refused.fetch_add(1, Ordering::Relaxed);
        }
    }
    admitted
}

/// Raises this process's limit on descriptors, if that is needed and allowed.
fn may_open(descriptors: u64) -> bool {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    current.is_none_or(|current| current >= descriptors)
        || setrlimit(Resource::Nofile, Rlimit { current: Some(descriptors), maximum }).is_ok()
}

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
    client.send(RawFrame::new(msg_type::ECHO, 8, "waiting").bytes());
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
        late.send(RawFrame::new(msg_type::ECHO, 9, "late").bytes());
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
        let mut subject = Subject::start(&["--idle-timeout", "0.5"]);
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

#[test]
fn f21_polite_clients_are_served_while_others_come_and_go() {
    promise("a client must be served while others connect and leave without a pause").holds(|| {
        let subject = Subject::start(&["--workers", "4", "--max-connections", "64"]);
        let mut polite = subject.connect();
        while_repeating(
            || drop((0..100).map(|_| subject.connect()).collect::<Vec<_>>()),
            || (1..=500).for_each(|id| polite.expect_echo(id, b"my turn")),
        );
        drop(polite);
        subject.assert_unharmed();
    });
}
