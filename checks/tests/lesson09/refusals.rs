//! What a full queue means for the server and for its clients: a real server, and the real `capstone send`.

use crate::{LIMIT, REFUSE, ms};
use checks::{
    Claim, ErrorCode, Metrics, Process, RawClient, RawFrame, Section, Server, Signal, binary, msg_type,
};
use std::time::Duration;

/// A WORK that ends when its server is killed.
const FOR_EVER: Duration = Duration::from_secs(60);

fn claim(section: Section, words: &'static str) -> Claim {
    section.claim(words).beside_others().within(Duration::from_secs(30))
}

/// A server with these numbers of workers and of places in the queue.
fn serve(workers: usize, queue: usize) -> Server {
    let (workers, queue) = (workers.to_string(), queue.to_string());
    Server::start(&[
        "--workers",
        &workers,
        "--queue",
        &queue,
        "--max-in-flight",
        "1000",
        "--max-work-ms",
        "60000",
    ])
}

/// `count` WORK requests that sleep for `time`, with the ids from `first` on, in the bytes of one write.
fn work(first: u64, count: usize, time: Duration) -> Vec<u8> {
    let ids = first..first + count as u64;
    ids.flat_map(|id| RawFrame::work(id, 0, time.as_micros() as u32).bytes()).collect()
}

/// Fills a server that has 1 worker and a queue of 1; a third request has been refused when this returns.
fn fill(server: &Server, time: Duration) -> RawClient {
    let mut client = server.connect();
    client.send(work(1, 3, time));
    client.expect_error(ErrorCode::Busy);
    client
}

fn stats(client: &mut RawClient) -> Metrics {
    let reply = client.request(&RawFrame::new(msg_type::STATS, 0, ""));
    assert_eq!(reply.msg_type, msg_type::STATS, "STATS was answered with {:?}", reply.error());
    Metrics::parse(&reply.text())
}

/// `capstone send` to this server.
fn send(server: &Server, args: &[&str]) -> Process {
    let addr = server.addr().to_string();
    Process::start(&binary("capstone"), &[&["send", "--addr", &addr], args].concat())
}

#[test]
fn a_full_queue_answers_busy_at_once_and_the_loop_goes_on() {
    claim(REFUSE, "a request that finds the queue full must be answered busy before anything else ends")
        .holds(|| {
            let server = serve(1, 4);
            let mut client = server.connect();
            client.send([work(1, 5, FOR_EVER), work(6, 3, FOR_EVER)].concat());
            for id in 6..=8 {
                let refusal = client.expect_error(ErrorCode::Busy);
                assert_eq!(refusal.request_id, id, "the refusal had the id {}", refusal.request_id);
                let text = refusal.error().unwrap_or_default().1;
                assert!(text.starts_with("server busy"), "its text was {text:?}");
            }
            let mut other = server.connect();
            for (who, client) in [("the client itself", &mut client), ("another client", &mut other)] {
                let metrics = stats(client);
                let [waiting, busy, done] = ["queue_depth", "workers_busy", "jobs_completed_total"]
                    .map(|name| metrics.get(&format!("capstone_{name}")));
                assert_eq!(
                    (waiting, busy, done),
                    (4.0, 1.0, 0.0),
                    "the STATS that {who} got were those of another state"
                );
            }
            other.send(RawFrame::new(msg_type::ECHO, 9, "me too").bytes());
            other.expect_error(ErrorCode::Busy);
        });
}

#[test]
fn the_bound_is_exact() {
    claim(REFUSE, "as many requests as workers and places must be taken, and not one more").holds(|| {
        for (workers, queue) in [(1, 1), (2, 3), (4, 64)] {
            let server = serve(workers, queue);
            let mut client = server.connect();
            client.send(work(1, workers + queue + 3, FOR_EVER));
            let most = (workers + queue) as u64;
            for id in most + 1..=most + 3 {
                let refused = client.expect_error(ErrorCode::Busy).request_id;
                assert_eq!(
                    refused, id,
                    "with {workers} workers and {queue} places number {refused} was refused"
                );
            }
        }
    });
}

#[test]
fn a_refused_connection_lives_and_is_served_once_there_is_room() {
    claim(REFUSE, "a refused client must be served on the same connection once there is room").holds(|| {
        let server = serve(1, 1);
        let mut client = server.connect();
        for round in 0..3 {
            let first = round * 10;
            client.send(work(first, 3, ms(20)));
            let mut replies = [client.reply(), client.reply(), client.reply()]
                .map(|reply| (reply.msg_type, reply.request_id));
            replies.sort_unstable();
            let due = [(msg_type::ERROR, first + 2), (msg_type::WORK, first), (msg_type::WORK, first + 1)];
            assert_eq!(replies, due, "in round {round} other replies came");
        }
        client.expect_echo(100, b"still here");
    });
}

#[test]
fn each_refusal_is_counted_and_logged() {
    claim(REFUSE, "each refusal must be counted, and logged as `queue full (4/4)` with its request").holds(
        || {
            let server = serve(1, 4);
            let mut client = server.connect();
            client.send(work(1, 8, ms(50)));
            (0..8).for_each(|_| drop(client.reply()));
            let metrics = stats(&mut client);
            for name in ["capstone_busy_total", "capstone_errors_total{code=\"busy\"}"] {
                let count = metrics.get(name);
                assert_eq!(count, 3.0, "after 3 refusals {name} was {count}");
            }
            metrics.assert_balanced();
            drop(client);
            let stopped = server.stop(Signal::TERM);
            assert!(stopped.summary.contains("busy 3\n"), "the summary said otherwise\n{}", stopped.summary);
            let entries: Vec<Vec<&str>> =
                stopped.stderr.lines().map(|line| line.split('\t').collect()).collect();
            let refusals = entries
                .iter()
                .filter(|entry| entry.last().is_some_and(|text| text.contains("queue full (4/4)")));
            let refusals: Vec<_> = refusals.map(|entry| (entry[1], entry[2], entry[3])).collect();
            let due = ["6", "7", "8"].map(|id| ("WARN", "pool", id));
            assert_eq!(refusals, due, "the log had other entries of it\n{}", stopped.stderr);
        },
    );
}

#[test]
fn a_request_that_is_refused_for_good_is_told_and_exits_1() {
    claim(LIMIT, "`send` must tell each retry and the failure on stderr, and exit with 1").holds(|| {
        let server = serve(1, 1);
        let _filler = fill(&server, FOR_EVER);
        let mut send = send(&server, &["--retries", "2", "hello"]);
        let code = send.wait(Duration::from_secs(20)).code();
        let (stdout, stderr) = (send.stdout_text(), send.stderr_text());
        assert_eq!(code, Some(1), "it exited with {code:?}\n{stdout}{stderr}");
        assert_eq!(stdout, "", "it wrote to stdout\n{stdout}");
        let lines: Vec<&str> = stderr.lines().collect();
        let due = ["retry 1 of 2", "retry 2 of 2", "busy (1)"];
        let told = lines.len() == 3 && lines.iter().zip(due).all(|(line, words)| line.contains(words));
        assert!(told, "it told something else\n{stderr}");
        let attempts = server.metrics().get("capstone_busy_total") - 1.0; // one was to fill the queue
        assert_eq!(attempts, 3.0, "2 retries made {attempts} attempts");
    });
}

#[test]
fn a_refused_request_is_served_by_a_later_attempt() {
    claim(LIMIT, "`send` must try again while the server is busy, and then print the reply").holds(|| {
        let server = serve(1, 1);
        let _filler = fill(&server, ms(3000));
        let mut send = send(&server, &["--retries", "1000", "hello"]);
        send.wait_for_stderr_line("capstone: server busy");
        let code = send.wait(Duration::from_secs(20)).code();
        assert_eq!(
            (code, send.stdout_text().as_str()),
            (Some(0), "hello\n"),
            "it ended otherwise\n{}",
            send.stderr_text()
        );
    });
}

#[test]
fn only_busy_is_tried_again() {
    claim(LIMIT, "`send` must not try again what no later attempt can mend").holds(|| {
        let server = Server::start(&["--max-work-ms", "1"]);
        let mut send = send(&server, &["--retries", "5", "--sleep-us", "2000"]);
        let code = send.wait(Duration::from_secs(20)).code();
        let stderr = send.stderr_text();
        assert_eq!(code, Some(1), "it exited with {code:?}\n{stderr}");
        let attempts = server.metrics().get("capstone_requests_total{type=\"work\"}");
        assert_eq!(attempts, 1.0, "it made {attempts} attempts\n{stderr}");
    });
}
