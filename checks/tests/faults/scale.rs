//! Many connections that do nothing: they must cost memory for themselves, and no time.
//!
//! In the tests a thousand; with `CAMPAIGN=1` ten thousand, as far as the limit on descriptors allows. The
//! report is on stderr: `CAMPAIGN=1 cargo test --test faults f48 -- --nocapture`.

use crate::limits::{allow_descriptors, is_campaign};
use crate::subject::{Subject, promise};
use checks::{Footprint, RawClient, RawFrame, msg_type};
use std::time::{Duration, Instant};

/// Descriptors that the test needs for other things, those of tests beside it included.
const OTHER_DESCRIPTORS: u64 = 500;

/// The most memory that an idle connection may cost the server, in bytes. It costs 300 to 400; and the
/// system's part, which is larger, is not the server's.
const MOST_MEMORY: u64 = 2_048;

/// The most memory that may stay of large requests, whoever made them: a few of them, and what the allocator keeps.
const MOST_KEPT: u64 = 24 << 20;

/// How long an ECHO takes on average.
fn time_of_an_echo(client: &mut RawClient) -> Duration {
    const ECHOS: u32 = 100;
    let start = Instant::now();
    (0..ECHOS).for_each(|id| client.expect_echo(u64::from(id), b"how long?"));
    start.elapsed() / ECHOS
}

/// Asks on all connections, on so many at a time that the queue holds their requests: each turn of the loop costs
/// a look at every one.
fn each_gets_an_echo(clients: &mut [RawClient]) {
    let echo = RawFrame::new(msg_type::ECHO, 1, "still there");
    for some in clients.chunks_mut(50) {
        some.iter_mut().for_each(|client| client.send(echo.bytes()));
        for client in some {
            let reply = client.reply();
            assert_eq!(reply.payload, b"still there", "an ECHO got {:?}", reply.error());
        }
    }
}

#[test]
fn f48_thousands_of_idle_connections_are_served_and_cost_little() {
    let wanted = if is_campaign() { 10_000 } else { 1_000 };
    let claim = promise("idle connections must be served, and cost little memory and no time");
    claim.within(Duration::from_secs(if is_campaign() { 600 } else { 60 })).holds(move || {
        // The server needs about as many descriptors.
        let most = allow_descriptors(wanted + OTHER_DESCRIPTORS);
        let count = wanted.min(most.saturating_sub(OTHER_DESCRIPTORS));
        assert!(count >= 100, "the limit on descriptors leaves room for {count} connections");
        let room = (count + 100).to_string();
        let args = ["--max-connections", &room, "--idle-timeout", "600", "--log-level", "error"];
        let subject = Subject::start(&args);
        let mut client = subject.connect();
        let alone = time_of_an_echo(&mut client);
        let before = subject.footprint();

        let mut idle: Vec<RawClient> = (0..count).map(|_| subject.connect()).collect();
        each_gets_an_echo(&mut idle);
        if let (Some(before), Some(now)) = (before, subject.footprint()) {
            let each = now.memory.saturating_sub(before.memory) / count;
            eprintln!("f48: {count} idle connections take {each} bytes of the server's memory each");
            assert!(each <= MOST_MEMORY, "an idle connection took {each} bytes");
        }
        let crowded = time_of_an_echo(&mut client);
        eprintln!(
            "f48: an ECHO takes {alone:.0?} alone and {crowded:.0?} beside them, for poll looks at all"
        );
        subject.assert_loop_sleeps();
        each_gets_an_echo(&mut idle);
        drop((client, idle));
        subject.assert_unharmed();
    });
}

/// What the server has more of than before anybody connected must not be much.
fn assert_little_is_kept(subject: &Subject, before: Option<Footprint>, by: &str) {
    if let (Some(before), Some(now)) = (before, subject.footprint()) {
        let kept = now.memory.saturating_sub(before.memory);
        eprintln!("{kept} bytes of memory are kept by {by}");
        assert!(kept <= MOST_KEPT, "{kept} bytes of memory were kept by {by}");
    }
}

#[test]
fn f48_an_idle_connection_keeps_nothing_of_a_large_request() {
    promise("what a large request needed must serve the next one, and stay with no connection").holds(|| {
        let subject = Subject::start(&["--log-level", "error"]);
        let before = subject.footprint();
        let mut clients: Vec<RawClient> = (0..100).map(|_| subject.connect()).collect();
        clients.iter_mut().for_each(|client| client.expect_echo(1, &[7; 900_000]));
        assert_little_is_kept(&subject, before, "100 idle connections with an ECHO of 900 kB behind them");
        drop(clients);
        subject.assert_unharmed();
    });
}

#[test]
fn f18_a_few_bytes_of_a_frame_do_not_hold_the_memory_of_a_large_one() {
    promise("the beginning of a frame must hold little memory, whatever came before it").holds(|| {
        let subject = Subject::start(&["--log-level", "error"]);
        let before = subject.footprint();
        let mut large = subject.connect();
        let mut slow: Vec<RawClient> = (0..100).map(|_| subject.connect()).collect();
        for client in &mut slow {
            large.expect_echo(1, &[7; 900_000]);
            client.send([0; 3]);
            large.expect_echo(2, b"has the loop seen the three bytes?");
        }
        assert_little_is_kept(&subject, before, "100 clients that have sent 3 bytes of a frame");
        drop((large, slow));
        subject.assert_unharmed();
    });
}
