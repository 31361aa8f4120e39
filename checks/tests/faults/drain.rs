//! The end on SIGTERM and SIGINT: every accepted request is answered, and nobody can put the end off.

use crate::account::Account;
use crate::observer::Observer;
use crate::subject::promise;
use checks::{End, ErrorCode, RawClient, RawFrame, Server, Signal, msg_type, until};
use std::io::{self, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// More than the system holds for a connection between the two ends.
const HUGE: usize = 16 << 20;

/// Deadlines so long that a test which waited for one would fail.
const PATIENT: [&str; 6] = ["--max-payload", "16777216", "--write-timeout", "100", "--drain-timeout", "100"];

const LIMIT: Duration = Duration::from_secs(20);

/// A client that does not take its reply. As long as it does not, the server is not drained.
fn blocker_of(server: &Server) -> RawClient {
    let mut blocker = server.connect();
    blocker.send(RawFrame::new(msg_type::ECHO, 1, vec![7; HUGE]).bytes());
    until("the huge ECHO has been answered", || server.metrics().get("capstone_jobs_completed_total") == 1.0);
    blocker
}

fn begin_drain(server: &mut Server) {
    server.process().signal(Signal::TERM);
    until("the server drains", || server.process().stderr_text().contains("\tdraining: "));
}

fn wait_for_success(server: Server) -> Account {
    let stopped = server.wait(LIMIT);
    assert_eq!(stopped.code, Some(0), "the server ended with this code\n{}", stopped.stderr);
    let account = Account::of(&stopped);
    account.assert_balanced();
    account
}

/// What became of a client's requests.
#[derive(Debug, Default, Clone, Copy)]
struct Outcomes {
    done: u64,
    refused: u64,
}

/// Sends batches of WORK until the server says that it ends, and takes every reply.
fn work_until_the_end(mut client: RawClient) -> Outcomes {
    const BATCH: u64 = 16;
    let mut outcomes = Outcomes::default();
    let batch: Vec<u8> = (0..BATCH).flat_map(|id| RawFrame::work(id, 0, 1_000).bytes()).collect();
    while client.try_send(&batch).is_ok() {
        for _ in 0..BATCH {
            let reply = match client.try_reply() {
                Ok(reply) => reply,
                Err(End::Eof) => return outcomes,
                Err(end) => panic!("a client's connection ended with {end:?} after {outcomes:?}"),
            };
            match reply.error() {
                None => outcomes.done += 1,
                Some(_) => outcomes.refused += 1,
            }
        }
    }
    outcomes
}

fn sigterm_under_load(workers: &'static str) {
    let server = Server::start(&["--workers", workers]);
    let clients = [(); 8].map(|()| {
        let client = server.connect();
        thread::spawn(|| work_until_the_end(client))
    });
    until("a thousand jobs have been taken", || {
        server.metrics().get("capstone_jobs_accepted_total") >= 1_000.0
    });
    let stopped = server.stop(Signal::TERM);
    assert_eq!(stopped.code, Some(0), "the server ended with this code\n{}", stopped.stderr);

    let outcomes =
        clients.map(|client| client.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
    let account = Account::of(&stopped);
    account.assert_balanced();
    let done: u64 = outcomes.iter().map(|client| client.done).sum();
    assert_eq!(account.get("accepted"), done, "jobs were accepted, and the clients have {done} replies");
    let refused: u64 = outcomes.iter().map(|client| client.refused).sum();
    assert_eq!(account.get("errors"), refused, "ERRORs were made, and the clients have {refused}");
}

#[test]
fn f31_sigterm_under_full_load_loses_no_accepted_request() {
    promise("every request accepted before SIGTERM must be answered").holds(|| sigterm_under_load("2"));
}

#[test]
fn f31_without_workers_sigterm_under_full_load_loses_no_accepted_request() {
    promise("every request accepted before SIGTERM must be answered").holds(|| sigterm_under_load("0"));
}

#[test]
fn f32_a_request_during_the_drain_is_told_that_the_server_ends() {
    promise("a request during the drain must get ERROR shutting-down, and STATS its reply")
        .within(LIMIT)
        .holds(|| {
            let mut server = Server::start(&PATIENT);
            let mut blocker = blocker_of(&server);
            let mut client = server.connect();
            client.expect_echo(1, b"before");
            begin_drain(&mut server);

            let requests = [
                RawFrame::new(msg_type::ECHO, 2, "late"),
                RawFrame::new(msg_type::LOG, 3, "late"),
                RawFrame::work(4, 0, 1_000),
                RawFrame::new(99, 5, "late"),
            ];
            for (id, request) in (2..).zip(&requests) {
                client.send(request.bytes());
                assert_eq!(
                    client.expect_error(ErrorCode::ShuttingDown).request_id,
                    id,
                    "the ERROR has another id"
                );
            }
            let stats = client.request(&RawFrame::new(msg_type::STATS, 6, ""));
            assert_eq!((stats.msg_type, stats.request_id), (msg_type::STATS, 6), "STATS had another answer");
            let newcomer = TcpStream::connect(server.addr());
            assert!(newcomer.is_err(), "the server still accepted a connection");

            let reply = blocker.reply();
            assert_eq!(
                (reply.request_id, reply.payload.len()),
                (1, HUGE),
                "the accepted request had another reply"
            );
            client.expect_close();
            blocker.expect_close();
            drop((client, blocker));
            wait_for_success(server);
        });
}

#[test]
fn f33_frames_that_are_never_finished_do_not_put_the_end_off() {
    promise("a partial frame must not delay the end of a drain").within(LIMIT).holds(|| {
        let mut server = Server::start(&PATIENT);
        let frame = RawFrame::new(msg_type::ECHO, 1, vec![7; HUGE]).bytes();
        let unknown = RawFrame::new(99, 2, vec![7; HUGE]).bytes();
        let mut clients = [&frame[..2], &frame[..10], &frame[..5_000], &unknown[..5_000]].map(|begun| {
            let mut client = server.connect();
            client.send(begun);
            client
        });
        clients[3].expect_error(ErrorCode::UnknownType);
        Observer::new(server.connect()).wait_for_bytes_from_others(2 + 10 + 5_000 + 5_000);
        begin_drain(&mut server);
        // This one goes on sending for as long as anybody listens: the end must not wait for that either.
        let mut sender = clients[2].stream().try_clone().expect("a socket can have a second handle");
        thread::spawn(move || while sender.write_all(&[7; 100]).is_ok() {});
        for client in &mut clients[..2] {
            client.expect_close();
        }
        let account = wait_for_success(server);
        assert_eq!(account.get("errors"), 1, "the begun frames were answered");
    });
}

#[test]
fn f34_clients_that_ask_without_pause_do_not_put_the_deadline_off() {
    promise("clients that go on asking must not put off the deadline of a drain").within(LIMIT).holds(|| {
        let args = ["--drain-timeout", "0.5", "--workers", "1", "--max-work-ms", "60000"];
        let mut server = Server::start(&args);
        let mut worker = server.connect();
        worker.send(RawFrame::work(1, 0, 60_000_000).bytes());
        // Nothing that is answered during a drain costs the loop more. One read has room for thousands of them.
        let flood = RawFrame::new(msg_type::STATS, 2, "").bytes().repeat(5_000);
        for _ in 0..50 {
            let client = server.connect();
            let (mut sender, mut reader) =
                (client.stream().try_clone().unwrap(), client.stream().try_clone().unwrap());
            let flood = flood.clone();
            thread::spawn(move || while sender.write_all(&flood).is_ok() {});
            thread::spawn(move || io::copy(&mut reader, &mut io::sink()));
        }
        let mut observer = Observer::new(server.connect());
        observer.metrics_when("everybody is served", |metrics| metrics.get("capstone_replies_total") > 500.0);
        server.process().signal(Signal::TERM);
        // The limit is no measure of speed: a drain that serves in one turn all that it has read takes a minute.
        assert_eq!(server.wait(LIMIT).code, Some(3), "the server ended with this code");
    });
}

#[test]
fn f34_replies_that_nobody_takes_are_told_by_exit_code_3() {
    promise("a client that takes no replies until the deadline must make the server exit with 3").holds(
        || {
            for timeouts in [["--drain-timeout", "0.2"], ["--write-timeout", "1"]] {
                let server = Server::start(&[["--max-payload", "16777216"], timeouts].concat());
                let blocker = server.connect();
                let mut sender = blocker.stream().try_clone().expect("a socket can have a second handle");
                sender.write_all(&RawFrame::new(msg_type::ECHO, 1, vec![7; HUGE]).bytes()).unwrap();
                until("the ECHO is accepted", || server.metrics().get("capstone_jobs_accepted_total") == 1.0);
                let stopped = server.stop(Signal::TERM);
                assert_eq!(stopped.code, Some(3), "with {timeouts:?} the server ended with this code");
                Account::of(&stopped).assert_balanced();
                drop(blocker);
            }
        },
    );
}
