//! More clients than there is room for.

use crate::limits::allow_descriptors;
use crate::observer::Observer;
use crate::subject::{Subject, promise, while_repeating};
use checks::{End, ErrorCode, RawClient, RawFrame, msg_type, until};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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
        if allow_descriptors(4_000) < 4_000 {
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

#[cfg(target_os = "linux")]
#[test]
fn f21_a_burst_is_accepted_a_few_at_a_time() {
    promise("of a burst the server must accept a few at a time, and serve those before the next").holds(
        || {
            let backlog = std::fs::read_to_string("/proc/sys/net/core/somaxconn").unwrap_or_default();
            if allow_descriptors(2_000) < 2_000
                || backlog.trim().parse::<usize>().is_ok_and(|backlog| backlog <= 1_000)
            {
                return eprintln!("skipped: 1,000 connections cannot wait in this system's backlog");
            }
            let log = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
                .join(format!("burst.{}", std::process::id()));
            let path = log.to_str().expect("cargo's paths are UTF-8");
            let mut subject = Subject::start(&["--log", path, "--log-level", "debug", "--queue", "2000"]);
            // They connect and ask while the server stands still: all of them wait when it goes on.
            subject.suspend();
            let mut crowd: Vec<RawClient> = (0..1_000).map(|_| subject.connect()).collect();
            crowd.iter_mut().for_each(|client| client.send(RawFrame::new(msg_type::ECHO, 1, "").bytes()));
            subject.process().signal(checks::Signal::CONT);
            crowd
                .iter_mut()
                .for_each(|client| assert_eq!(client.reply().msg_type, msg_type::ECHO, "it was refused"));
            drop(crowd);
            subject.assert_unharmed();

            let entries = std::fs::read_to_string(&log).expect("the log is there");
            let steps = entries
                .lines()
                .filter(|line| line.contains("\tnet.accept\t") || line.contains("\tnet.recv\t"));
            let (mut run, mut longest) = (0, 0);
            for step in steps {
                run = if step.contains("\tnet.accept\t") { run + 1 } else { 0 };
                longest = longest.max(run);
            }
            assert!(
                (1..=250).contains(&longest),
                "of 1,000 it accepted {longest} in a row before it served anybody"
            );
            std::fs::remove_file(&log).expect("the log can be removed");
        },
    );
}

#[test]
fn f21_polite_clients_are_served_while_others_come_and_go() {
    promise("a client must be served while others connect and leave without a pause").holds(|| {
        let subject = Subject::start(&["--workers", "4", "--max-connections", "64"]);
        let mut polite = subject.connect();
        let mut visits = 1;
        while_repeating(
            || visits += (0..100).map(|_| subject.connect()).collect::<Vec<_>>().len(),
            || (1..=200).for_each(|id| polite.expect_echo(id, b"my turn")),
        );
        // Those who still wait in the backlog have left, and yet each takes a place for a moment.
        Observer::new(polite).metrics_when("all have come and gone", |metrics| {
            let [admitted, rejected] =
                ["accepted", "rejected"].map(|end| format!("capstone_connections_{end}_total"));
            metrics.get(&admitted) + metrics.get(&rejected) == visits as f64
                && metrics.get("capstone_connections_open") == 1.0
        });
        subject.assert_unharmed();
    });
}
