//! The end of a server whose jobs would go on for a minute.

use crate::account::Account;
use crate::subject::promise;
use checks::{RawFrame, Server, Signal, Stopped, until};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(20);

/// Occupies the one worker for a minute, with one more job behind, and ends the server after `signals`.
fn end_with_endless_jobs(args: &[&str], signals: &[Signal]) -> Stopped {
    let mut server = Server::start(&[args, &["--workers", "1", "--max-work-ms", "60000"]].concat());
    let mut client = server.connect();
    client
        .send([RawFrame::work(1, 0, 60_000_000).bytes(), RawFrame::work(2, 1, 60_000_000).bytes()].concat());
    until("both jobs are in the pool", || server.metrics().get("capstone_jobs_accepted_total") == 2.0);
    server.process().signal(Signal::TERM);
    until("the server drains", || server.process().stderr_text().contains("\tdraining: "));
    for signal in signals {
        server.process().signal(*signal);
    }
    server.wait(LIMIT)
}

#[test]
fn f34_a_job_that_outlasts_the_drain_is_abandoned_and_counted() {
    promise("a job that outlasts the drain deadline must be abandoned, counted, and told by exit code 3")
        .holds(|| {
            let stopped = end_with_endless_jobs(&["--drain-timeout", "0.2"], &[]);
            assert_eq!(stopped.code, Some(3), "the server ended with this code\n{}", stopped.stderr);
            let account = Account::of(&stopped);
            account.assert_balanced();
            let ends = ["completed", "panicked", "discarded", "abandoned"].map(|end| account.get(end));
            assert_eq!(ends, [0, 0, 1, 1], "completed, panicked, discarded and abandoned were others");
            assert_eq!(account.get("unanswered"), 2, "the summary is\n{}", stopped.summary);
        });
}

#[test]
fn f35_a_second_signal_ends_the_server_at_once() {
    promise("a second SIGINT or SIGTERM must end the server at once, with exit code 130").holds(|| {
        for second in [Signal::INT, Signal::TERM] {
            let stopped = end_with_endless_jobs(&["--drain-timeout", "100"], &[second]);
            assert_eq!(stopped.code, Some(130), "{second:?} during a drain gave this exit code");
        }
    });
}

#[test]
fn f35_a_second_signal_ends_even_a_server_whose_loop_is_stuck() {
    promise("a second signal must end the server even while its event loop is stuck in a job").holds(|| {
        let mut server = Server::start(&["--workers", "0", "--max-work-ms", "60000", "--log-level", "debug"]);
        let mut client = server.connect();
        client.send(RawFrame::work(1, 0, 60_000_000).bytes());
        until("the loop is in the job", || server.process().stderr_text().contains("\ttaken by "));
        // Two kinds: a signal that is sent while the same one is still pending is lost.
        server.process().signal(Signal::TERM);
        server.process().signal(Signal::INT);
        assert_eq!(server.wait(LIMIT).code, Some(130), "the server ended with this code");
    });
}
