//! More work than the server can do: it says so at once, and to those who cause it.

use crate::subject::{Subject, promise};
use checks::{Ended, ErrorCode, Metrics, Process, RawFrame, binary, msg_type};
use serde_json::Value;
use std::thread;

fn in_pool(metrics: &Metrics) -> f64 {
    metrics.get("capstone_workers_busy") + metrics.get("capstone_queue_depth")
}

fn bytes_of(frames: impl IntoIterator<Item = RawFrame>) -> Vec<u8> {
    frames.into_iter().flat_map(|frame| frame.bytes()).collect()
}

#[test]
fn f27_a_full_queue_is_told_at_once_and_stats_still_answers() {
    promise("a full queue must be told at once, while the event loop goes on answering").holds(|| {
        let subject = Subject::start(&["--workers", "1", "--queue", "4"]);
        let mut client = subject.connect();
        // In one write, so that one turn sees them all: one job for the worker, four for the queue, one too
        // many.
        let jobs = (1..=5).map(|id| RawFrame::work(id, 0, 100_000));
        let others =
            [RawFrame::new(msg_type::ECHO, 6, "one too many"), RawFrame::new(msg_type::STATS, 7, "")];
        client.send(bytes_of(jobs.chain(others)));

        let busy = client.expect_error(ErrorCode::Busy);
        let (_, text) = busy.error().unwrap_or_default();
        assert_eq!(busy.request_id, 6, "another request than the last was refused");
        assert!(text.starts_with("server busy"), "the refusal says {text:?}");

        let stats = client.reply();
        assert_eq!(stats.request_id, 7, "a job was answered before STATS was");
        let metrics = Metrics::parse(&stats.text());
        let seen = ["workers_busy", "queue_depth", "queue_capacity"]
            .map(|it| metrics.get(&format!("capstone_{it}")));
        assert_eq!(seen, [1.0, 4.0, 4.0], "busy workers, depth and capacity were others\n{metrics}");
        assert_eq!(metrics.get("capstone_busy_total"), 1.0, "one refusal was counted otherwise\n{metrics}");

        for id in 1..=5 {
            assert_eq!(client.reply().request_id, id, "one worker did the jobs in another order");
        }
        drop(client);
        let log = subject.assert_unharmed().stderr;
        let entry = log.lines().find(|line| line.contains("queue full (4/4)"));
        assert!(entry.is_some_and(|line| line.contains("\tWARN\t")), "the log has no such warning\n{log}");
    });
}

#[test]
fn f27_nobody_is_refused_while_a_worker_or_the_queue_has_room() {
    promise("as many requests as workers and queue can hold must all be taken").holds(|| {
        let subject = Subject::start(&["--workers", "2", "--queue", "3"]);
        let mut client = subject.connect();
        for round in 0..200 {
            client.send(bytes_of((0..5).map(|id| RawFrame::new(msg_type::ECHO, id, "just fits"))));
            for _ in 0..5 {
                let reply = client.reply();
                assert_eq!(reply.error(), None, "one of five was refused in round {round}");
            }
        }
        drop(client);
        subject.assert_unharmed();
    });
}

#[test]
fn f28_a_greedy_client_gets_its_share_and_polite_ones_are_never_refused() {
    promise("a client that pipelines without end must not get polite clients refused").holds(|| {
        const REQUESTS: u64 = 2_000;
        let subject = Subject::start(&["--workers", "4"]);
        let mut greedy = subject.connect();
        let mut sender = greedy.stream().try_clone().expect("a socket can have a second handle");
        let requests = bytes_of((0..REQUESTS).map(|id| RawFrame::work(id, 0, 1_000)));
        thread::scope(|scope| {
            scope.spawn(move || std::io::Write::write_all(&mut sender, &requests).unwrap());
            let greedy = scope.spawn(|| {
                let refused = (0..REQUESTS).filter(|_| greedy.reply().error().is_some()).count();
                assert_eq!(refused, 0, "{refused} requests of the greedy client itself were refused");
            });
            let mut observer = subject.observer();
            observer.metrics_when("64 requests of one connection are in the pool", |metrics| {
                assert!(in_pool(metrics) <= 64.0, "one connection had more than 64 in the pool\n{metrics}");
                in_pool(metrics) == 64.0
            });
            let polite = [(); 4].map(|()| {
                let mut client = subject.connect();
                scope.spawn(move || (0..50).for_each(|id| client.expect_echo(id, b"please")))
            });
            // Each joined by hand, for the scope itself would only say that some thread panicked.
            polite.into_iter().chain([greedy]).for_each(rejoin);
        });
        drop(greedy);
        subject.assert_unharmed();
    });
}

#[test]
fn f49_a_retry_storm_costs_no_goodput_and_leaves_nothing_behind() {
    promise("a storm of retries must not keep the server from its work, nor outlast its cause").holds(|| {
        // 20 requests fit. Ten times as many clients come, each of which tries every request six times.
        let subject = Subject::start(&["--workers", "4", "--queue", "16", "--log-level", "error"]);
        let storms = [(); 3].map(|()| ramp(&subject, "20,200,10"));
        for steps in &storms {
            let count = |step: usize, name: &str| steps[step][name].as_u64();
            assert!(count(1, "rejected") > count(1, "accepted"), "it was no storm: {}", steps[1]);
            let outside = [count(0, "rejected"), count(2, "rejected")];
            assert_eq!(outside, [Some(0); 2], "refusals before the storm, and after it");
        }
        // A machine that is busy with something else for a moment has two more tries.
        let goodput = |steps: &Vec<Value>| {
            let [before, during] = [0, 1].map(|step| steps[step]["goodput_rps"].as_f64().unwrap_or(0.0));
            during / before
        };
        let shares: Vec<f64> = storms.iter().map(goodput).collect();
        assert!(
            shares.iter().any(|share| *share >= 0.5),
            "goodput in three storms, of that before: {shares:.2?}"
        );
        subject.assert_unharmed();
    });
}

/// The steps of a ramp with requests of 2 ms and 5 retries.
fn ramp(subject: &Subject, steps: &str) -> Vec<Value> {
    let addr = subject.addr().to_string();
    let plan = ["ramp", "--addr", &addr, "--steps", steps, "--step-seconds", "0.7"];
    let requests = ["--sleep-us", "2000", "--retries", "5", "--json"];
    let ended = Ended::of(Process::start(&binary("capstone"), &[&plan[..], &requests].concat()));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let report = ended.json();
    assert_eq!(report["recovered"], true, "{report}");
    report["steps"].as_array().cloned().unwrap_or_default()
}

/// Joins a thread, and panics as it did.
fn rejoin(thread: thread::ScopedJoinHandle<'_, ()>) {
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}
