//! Clients that come, misbehave and go, for as long as it takes to see a leak.
//!
//! In the tests ten seconds; with `CAMPAIGN=1` ten minutes: `CAMPAIGN=1 cargo test --test faults f51`. What
//! the clients do comes from a fixed seed; how they overtake each other does not.

use crate::limits::is_campaign;
use crate::subject::{Subject, promise};
use capstone::client::Random;
use checks::{Footprint, RawFrame, Server, msg_type};
use std::ops::Range;
use std::thread;
use std::time::{Duration, Instant};

/// Clients at a time.
const CLIENTS: u64 = 8;

/// How much more memory the server may use at the end than when a third of the time was over.
const SLACK: u64 = 4 << 20;

/// One client, from its connection to its end. Most of them do not behave.
fn live_and_go(server: &Server, random: &mut Random) {
    let mut client = server.connect();
    let size = random.below(20_000) as usize;
    let echo = RawFrame::new(msg_type::ECHO, 1, vec![7; size]);
    match random.below(10) {
        0 => client.expect_echo(2, &vec![7; size]),
        // Goes without its reply, in order or not, while the job runs.
        1 => client.send(RawFrame::work(3, 0, 2_000).bytes()),
        2 => {
            client.send(RawFrame::work(4, 0, 2_000).bytes());
            client.reset();
        }
        // A piece of a frame.
        3 => client.send(&echo.bytes()[..1 + random.below(25) as usize]),
        4 => {
            client.send(&echo.bytes()[..1 + size]);
            client.reset();
        }
        // No frame at all. The server may close before it has all of it.
        5 => drop(client.try_send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")),
        // Many requests whose replies it does not read.
        6 => drop(client.try_send(echo.bytes().repeat(20))),
        // The same, but it waits for them, with its own side closed.
        7 => {
            client.send(echo.bytes().repeat(20));
            client.half_close();
            (0..20).for_each(|_| drop(client.reply()));
            client.expect_close();
        }
        8 => {
            client.send(RawFrame::work(5, 2, 0).bytes());
            client.reply();
        }
        _ => drop(client.request(&RawFrame::new(msg_type::STATS, 6, ""))),
    }
}

/// The server's footprint when all clients have gone, and all that they left behind.
fn footprint_at_rest(subject: &Subject) -> Option<Footprint> {
    subject.quiet_metrics().assert_balanced();
    subject.footprint()
}

#[test]
fn f51_churn_leaves_descriptors_threads_and_memory_as_they_were() {
    let time = if is_campaign() { Duration::from_secs(600) } else { Duration::from_secs(9) };
    let words = "clients that come and go must leave descriptors, threads and memory as they were";
    promise(words).within(time + Duration::from_secs(30)).holds(move || {
        let args = ["--workers", "2", "--queue", "1024", "--allow-panic", "--log-level", "error"];
        let subject = Subject::start(&args);
        let churn = |clients: Range<u64>, time: Duration| {
            let end = Instant::now() + time;
            thread::scope(|scope| {
                for client in clients {
                    let server: &Server = &subject;
                    scope.spawn(move || {
                        let mut random = Random::new(51 << 32 | client);
                        while Instant::now() < end {
                            live_and_go(server, &mut random);
                        }
                    });
                }
            });
        };
        churn(0..CLIENTS, time / 3);
        let early = footprint_at_rest(&subject);
        churn(CLIENTS..2 * CLIENTS, 2 * time / 3);
        if let (Some(early), Some(late)) = (early, footprint_at_rest(&subject)) {
            eprintln!("f51: after a third {early:?}, at the end {late:?}");
            assert!(late.memory <= early.memory + SLACK, "its memory grew: {early:?}, then {late:?}");
        }
        subject.assert_unharmed();
    });
}
