//! Clients that the system has connected and the server has not accepted, when it is told to stop.

#![cfg(target_os = "linux")]

use crate::subject::{Subject, promise};
use checks::{ErrorCode, RawClient, RawFrame, Signal, msg_type};
use std::time::Duration;

/// Stops the server in the middle, lets `count` clients connect and ask, and tells the server to end before it goes on.
fn clients_in_the_backlog(subject: &mut Subject, count: u64) -> Vec<RawClient> {
    subject.suspend();
    let mut clients: Vec<RawClient> = (0..count).map(|_| subject.connect()).collect();
    for (id, client) in (1..).zip(&mut clients) {
        client.send(RawFrame::new(msg_type::ECHO, id, "is anybody there?").bytes());
    }
    subject.process().signal(Signal::TERM);
    subject.process().signal(Signal::CONT);
    clients
}

#[test]
fn f31_whoever_waits_in_the_backlog_at_the_stop_is_told_and_not_reset() {
    promise("a client that waits to be accepted at the stop must be told that the server ends").holds(|| {
        // Fewer places than clients, and a drain that would not wait for clients that stay.
        for args in [&[][..], &["--max-connections", "10", "--drain-timeout", "5"]] {
            let mut subject = Subject::start(args);
            for mut client in clients_in_the_backlog(&mut subject, 300) {
                client.expect_error(ErrorCode::ShuttingDown);
                client.expect_close();
            }
            let stopped = subject.into_server().wait(Duration::from_secs(20));
            assert_eq!(stopped.code, Some(0), "the server ended with this code\n{}", stopped.stderr);
        }
    });
}

#[test]
fn f31_clients_in_the_backlog_that_do_not_listen_keep_nobody_from_being_told() {
    promise("300 clients that wait at the stop, and do not close, must all be told within a drain of 2 s")
        .holds(|| {
            let mut subject = Subject::start(&["--drain-timeout", "2"]);
            let clients = clients_in_the_backlog(&mut subject, 300);
            let stopped = subject.into_server().wait(Duration::from_secs(20));
            for mut client in clients {
                client.expect_error(ErrorCode::ShuttingDown);
            }
            assert_eq!(stopped.code, Some(0), "the server ended with this code\n{}", stopped.stderr);
        });
}
