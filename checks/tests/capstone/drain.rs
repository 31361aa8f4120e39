//! How the server ends: with everything answered, or with an exit code that says otherwise.

use crate::subject::{Subject, promise};
use checks::{End, ErrorCode, RawClient, RawFrame, Signal, Stopped, msg_type};
use std::thread;

/// What a client got out of a server that was stopped in the middle.
#[derive(Debug, Default, PartialEq, Eq)]
struct Got {
    replies: u64,
    errors: u64,
}

/// Asks for 16 short jobs at a time, again and again, until the server ends the connection.
fn ask_to_the_end(mut client: RawClient) -> Got {
    let mut got = Got::default();
    let batch: Vec<u8> = (1..=16).flat_map(|id| RawFrame::work(id, 0, 500).bytes()).collect();
    loop {
        // Fails once the server has gone, and then the next read tells how.
        let _ = client.try_send(&batch);
        for _ in 0..16 {
            match client.try_reply() {
                Ok(reply) if reply.msg_type == msg_type::ERROR => got.errors += 1,
                Ok(_) => got.replies += 1,
                Err(End::Eof) => return got,
                Err(end) => panic!("the server ended the connection with {end:?} instead of in order"),
            }
        }
    }
}

/// The two sums in the summary: replies and errors.
#[track_caller]
fn answers_in(summary: &str) -> Got {
    let line = summary.lines().find(|line| line.starts_with("requests ")).unwrap_or_default();
    let numbers: Vec<u64> = line.split(' ').flat_map(str::parse).collect();
    let [requests, replies, errors] = numbers[..] else {
        panic!("the summary has no line `requests R = replies A + errors E`:\n{summary}");
    };
    assert_eq!(requests, replies + errors, "requests are not replies + errors:\n{summary}");
    Got { replies, errors }
}

#[test]
fn sigterm_under_full_load_costs_no_accepted_request_its_reply() {
    promise("after SIGTERM every request that was accepted must be answered, and the exit code 0").holds(
        || {
            for round in 0..10 {
                let subject = Subject::start(&["--workers", "2", "--queue", "32"]);
                let clients: Vec<_> = (0..8).map(|_| subject.connect()).collect();
                let clients: Vec<_> =
                    clients.into_iter().map(|client| thread::spawn(move || ask_to_the_end(client))).collect();
                let mut asked = 0;
                let name = "capstone_jobs_completed_total";
                subject.metrics_when(&format!("{} jobs are done", 40 * round), |metrics| {
                    asked += 1;
                    metrics.get(name) >= f64::from(40 * round)
                });
                let stopped = subject.into_server().stop(Signal::TERM);
                assert_eq!(
                    stopped.code,
                    Some(0),
                    "in round {round}\n{}\n{}",
                    stopped.summary,
                    stopped.stderr
                );
                // The replies to the metrics went elsewhere.
                let mut got = Got { replies: asked, errors: 0 };
                for client in clients {
                    let Got { replies, errors } = client.join().expect("a client's claims hold");
                    got.replies += replies;
                    got.errors += errors;
                }
                assert_eq!(
                    answers_in(&stopped.summary),
                    got,
                    "in round {round}, left: counted, right: arrived"
                );
            }
        },
    );
}

#[test]
fn a_job_whose_client_has_gone_is_finished_all_the_same() {
    promise("a drain must wait for an accepted job even if its client has gone").holds(|| {
        let subject = Subject::start(&["--workers", "1"]);
        let mut client = subject.connect();
        client.send([RawFrame::work(1, 0, 100_000).bytes(), RawFrame::work(2, 0, 100_000).bytes()].concat());
        let mut observer = subject.observer();
        observer.wait_for("capstone_jobs_accepted_total", 2);
        client.reset();
        observer.wait_for_closed("reset", 1);
        drop(observer);
        let Stopped { code, summary, stderr } = subject.into_server().stop(Signal::TERM);
        assert_eq!(code, Some(0), "that was the exit code\n{summary}\n{stderr}");
        assert!(summary.contains("accepted 2 = completed 2"), "the summary counts otherwise:\n{summary}");
    });
}

/// A server with one job that outlasts every patience, and the client that waits for it.
fn server_with_a_long_job(args: &[&str]) -> (Subject, RawClient) {
    let subject = Subject::start(&[&["--workers", "1", "--max-work-ms", "60000"], args].concat());
    let mut client = subject.connect();
    client.send(RawFrame::work(1, 0, 50_000_000).bytes());
    subject.observer().wait_for("capstone_workers_busy", 1);
    (subject, client)
}

#[test]
fn a_job_that_outlasts_the_drain_makes_it_exit_3() {
    promise("a drain that leaves a job behind must end at its deadline with exit code 3").holds(|| {
        let (subject, _client) = server_with_a_long_job(&["--drain-timeout", "0.3"]);
        let Stopped { code, summary, stderr } = subject.into_server().stop(Signal::TERM);
        assert_eq!(code, Some(3), "that was the exit code\n{summary}\n{stderr}");
        assert!(summary.contains("the drain deadline passed"), "the summary does not say so:\n{summary}");
        assert!(summary.contains("abandoned 1"), "the summary does not count the job:\n{summary}");
    });
}

#[test]
fn a_second_signal_ends_it_at_once_with_130() {
    promise("a second SIGINT must end the server at once with exit code 130").holds(|| {
        for [first, second] in [[Signal::INT, Signal::INT], [Signal::TERM, Signal::INT]] {
            let (mut subject, mut client) = server_with_a_long_job(&[]);
            subject.process().signal(first);
            // Two signals of one kind that nobody has seen yet would count as one.
            wait_for_the_drain(&mut client);
            let Stopped { code, stderr, .. } = subject.into_server().stop(second);
            assert_eq!(code, Some(130), "that was the exit code\n{stderr}");
        }
    });
}

/// Asks for what is refused at once in any case, until the reason is that the server shuts down.
fn wait_for_the_drain(client: &mut RawClient) {
    let unknown_mode = RawFrame::work(2, 9, 0);
    let is_drain = |code: u16| code == ErrorCode::ShuttingDown as u16;
    while !client.request(&unknown_mode).error().is_some_and(|(code, _)| is_drain(code)) {}
}
