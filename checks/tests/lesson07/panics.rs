//! Requests that panic: each comes back, and takes no other along.

use crate::README;
use crate::hold::{Hold, let_one_panic, let_one_panic_after, payloads_dropped};
use crate::server::{Running, config, log};
use capstone::net::ServerConfig;
use capstone::observe::Level;
use checks::{ErrorCode, RawFrame, Section, Text, msg_type, until};
use std::time::Duration;

const PANIC: Section = Text::at(README).section("Every request comes back, even from a panic");

#[test]
fn a_panic_becomes_internal_and_the_worker_survives() {
    PANIC.claim("a request that panics must be answered with ERROR internal, and its worker live").holds(
        || {
            panics_are_answered(config(1, 1));
        },
    );
}

#[test]
fn without_workers_a_panic_becomes_internal_and_the_loop_survives() {
    PANIC.claim("a request that panics must be answered with ERROR internal, and the loop live").holds(
        || {
            panics_are_answered(config(0, 1));
        },
    );
}

/// More panics than there are places: if one of them kept its place, the last request would be busy.
fn panics_are_answered(config: ServerConfig) {
    let server = Running::start(config);
    let mut client = server.connect();
    // First a request that does not panic: one that does, and meets a function that is still to be written in a drop, would
    // be a panic within a panic, which ends the process before it can say anything.
    client.expect_echo(99, b"ready?");
    for id in 0..5 {
        client.send(RawFrame::work(id, 2, 0).bytes());
        let reply = client.expect_error(ErrorCode::Internal);
        assert_eq!(reply.request_id, id, "the ERROR has another request's id");
        client.expect_echo(100 + id, b"still here?");
    }
    let jobs = server.end(client).jobs;
    assert_eq!((jobs.completed, jobs.panicked), (6, 5), "the summary counts otherwise: {jobs}");
}

#[test]
fn a_panic_takes_no_other_request_along() {
    PANIC.claim("a panic must take no other request of its batch along").holds(|| {
        let server = Running::start(config(1, 8));
        let mut client = server.connect();
        client.expect_echo(0, b"ready?");
        // Quick requests that come together are one batch, and writing to the log fails for the first.
        let_one_panic();
        client.send((1..=4).flat_map(log).collect::<Vec<u8>>());
        let mut replies = [(); 4].map(|()| client.reply());
        replies.sort_by_key(|reply| reply.request_id);
        let (first, others) = replies.split_first().expect("there are four");
        let code = first.error().map(|(code, _)| code);
        assert_eq!(code, Some(ErrorCode::Internal as u16), "the one that panicked was answered otherwise");
        let served = others.iter().filter(|reply| reply.msg_type == msg_type::LOG).count();
        assert_eq!(served, 3, "of the three behind it {served} were served");
        let jobs = server.end(client).jobs;
        assert_eq!((jobs.completed, jobs.panicked), (4, 1), "the summary counts otherwise: {jobs}");
    });
}

#[test]
fn the_payload_of_a_panic_is_dropped() {
    PANIC.claim("the payload of a panic must be dropped, and not stay in memory").holds(|| {
        let (server, before) = (Running::start(config(1, 8)), payloads_dropped());
        let mut client = server.connect();
        client.expect_echo(0, b"ready?");
        for id in 1..=3 {
            let_one_panic();
            client.send(log(id));
            client.expect_error(ErrorCode::Internal);
        }
        server.end(client);
        let dropped = payloads_dropped() - before;
        assert_eq!(dropped, 3, "of three payloads {dropped} had been dropped when the server had ended");
    });
}

#[test]
fn a_job_that_panics_outside_of_its_requests_still_posts_its_batch() {
    PANIC.claim("a job that a panic ends must still post its batch").holds(|| {
        let server = Running::start_logging(Level::Debug, config(1, 1));
        let mut client = server.connect();
        client.expect_echo(0, b"ready?");
        // More panics than there are places. Each strikes where the worker logs that it has taken the request.
        for id in 1..=3 {
            let_one_panic();
            client.send(log(id));
            let reply = client.expect_error(ErrorCode::Internal);
            assert_eq!(reply.request_id, id, "the ERROR has another request's id");
        }
        client.expect_echo(4, b"still here?");
        let jobs = server.end(client).jobs;
        assert_eq!((jobs.completed, jobs.panicked), (2, 3), "the summary counts otherwise: {jobs}");
    });
}

#[test]
fn what_was_served_before_a_panic_keeps_its_reply() {
    PANIC.claim("a request that was served must keep its reply, though its job panics after that").holds(
        || {
            let server = Running::start_logging(Level::Debug, config(1, 8));
            let mut client = server.connect();
            client.expect_echo(0, b"ready?");
            // Of each request there are three entries: that it was taken, its own, and that it is done. The seventh is the third
            // request's first.
            let_one_panic_after(6);
            client.send((1..=4).flat_map(log).collect::<Vec<u8>>());
            let replies = [(); 4].map(|()| client.reply());
            let mut served: Vec<u64> = replies
                .iter()
                .filter(|reply| reply.msg_type == msg_type::LOG)
                .map(|reply| reply.request_id)
                .collect();
            served.sort_unstable();
            assert_eq!(served, [1, 2], "the first two of four were served, and then the job panicked");
            server.end(client);
        },
    );
}

#[test]
fn what_a_shutdown_discards_has_not_panicked() {
    PANIC.claim("a request that never ran must be told apart from one that panicked").holds(|| {
        let server =
            Running::start(ServerConfig { drain_timeout: Duration::from_millis(50), ..config(1, 8) });
        let mut client = server.connect();
        let hold = Hold::workers();
        client.send(log(1));
        until("the worker is busy with the first request", || hold.held() == 1);
        client.send([log(2), log(3), RawFrame::new(msg_type::STATS, 0, "").bytes()].concat());
        assert_eq!(client.reply().msg_type, msg_type::STATS, "a request was answered that could not begin");
        let jobs = server.stop().jobs;
        drop(hold);
        let ends = (jobs.panicked, jobs.discarded, jobs.abandoned);
        assert_eq!(
            ends,
            (0, 2, 1),
            "of three requests one ran on and two waited, and the summary says: {jobs}"
        );
    });
}
