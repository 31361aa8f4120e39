//! Lesson 7: the loop talks, the workers wait, and nothing that they finish is slept over or goes astray.

#[path = "lesson07/admission.rs"]
mod admission;
#[path = "lesson07/hold.rs"]
mod hold;
#[path = "lesson07/lists.rs"]
mod lists;
#[path = "lesson07/meetings.rs"]
mod meetings;
#[path = "lesson07/names.rs"]
mod names;
#[path = "lesson07/order.rs"]
mod order;
#[path = "lesson07/panics.rs"]
mod panics;
#[path = "lesson07/server.rs"]
mod server;
#[path = "lesson07/waking.rs"]
mod waking;

use capstone::client::{ClosedLoop, Retries, Workload};
use capstone::net::ServerConfig;
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::threads::Place;
use checks::{
    End, RawFrame, Section, Text, assert_a_release_build_leaves_nothing_out, assert_example_matches_readme,
    assert_sleeps, blocked, msg_type, until,
};
use hold::Hold;
use server::{LOOP, PATIENCE, Running, config, log};
use std::time::Duration;

const README: &str = "lessons/07-server-integration/README.md";
const WORKERS: Section = Text::at(README).section("The loop talks, the workers wait");
const WAKING: Section = Text::at(README).section("Waking a thread that sleeps in poll");
const LOST: Section = Text::at(README).section("The lost wake-up between looking and sleeping");
const ADMISSION: Section = Text::at(README).section("Exactly queue + workers");
const BUILD: Section = Text::at(README).section("Build it");

#[test]
fn a_long_request_does_not_hold_up_another_connection() {
    WORKERS.claim("a request that takes long must not hold up another connection").holds(|| {
        let server = Running::start(config(2, 8));
        let (mut slow, mut quick) = (server.connect(), server.connect());
        let hold = Hold::workers();
        slow.send(log(1));
        until("a worker is busy with the first client's request", || hold.held() == 1);
        quick.expect_echo(2, b"quick");
        drop(hold);
        assert_eq!(slow.reply().request_id, 1, "the first client got another reply than its own");
        server.end((slow, quick));
    });
}

#[test]
fn without_workers_it_does() {
    WORKERS.claim("without workers a request must hold up every other connection").holds(|| {
        let server = Running::start(config(0, 8));
        let (mut slow, mut quick) = (server.connect(), server.connect());
        // Both are served once, so that the loop logs nothing more for them but what we send now.
        slow.expect_echo(1, b"");
        quick.expect_echo(2, b"");
        let hold = Hold::the_loop();
        slow.send(log(3));
        until("the event loop itself is busy with the first client's request", || hold.held() == 1);
        quick.send(RawFrame::new(msg_type::ECHO, 4, "quick").bytes());
        quick.set_patience(Duration::from_millis(50));
        let early = quick.try_reply();
        assert_eq!(early, Err(End::Silence), "another client was served meanwhile");
        quick.set_patience(PATIENCE);
        drop(hold);
        assert_eq!(slow.reply().request_id, 3, "the first client got another reply than its own");
        assert_eq!(quick.reply().request_id, 4, "the other client got another reply than its own");
        server.end((slow, quick));
    });
}

#[test]
fn replies_of_one_connection_may_overtake_each_other() {
    WORKERS.claim("a quick request must be answered before an earlier, slow one").holds(|| {
        let server = Running::start(config(2, 8));
        let mut client = server.connect();
        let hold = Hold::workers();
        client.send(log(1));
        until("a worker is busy with the slow request", || hold.held() == 1);
        client.expect_echo(2, b"quick");
        drop(hold);
        assert_eq!(client.reply().request_id, 1, "the slow request got no reply of its own");
        server.end(client);
    });
}

#[test]
fn requests_that_come_together_run_together() {
    WORKERS.claim("requests that came in one write must all be handed to the workers at once").holds(|| {
        let server = Running::start(config(3, 8));
        let mut client = server.connect();
        // Two that sleep for a second, and one that takes no time. The third worker is free for that.
        let second = 1_000_000;
        let together = [RawFrame::work(1, 0, second), RawFrame::work(2, 0, second), RawFrame::work(3, 0, 0)];
        client.send(together.map(|frame| frame.bytes()).concat());
        let first = client.reply().request_id;
        assert_eq!(first, 3, "with a worker free, the third of three waited for request {first} to end");
        let mut others = [(); 2].map(|()| client.reply().request_id);
        others.sort_unstable();
        assert_eq!(others, [1, 2], "other requests were served");
        server.end(client);
    });
}

#[test]
fn the_loop_sleeps_while_a_worker_works() {
    let claim = WORKERS.claim("the event loop must sleep while it has nothing to do but wait for a worker");
    // On a loaded machine it takes a while until a loop that spins has had enough of a core.
    claim.within(Duration::from_secs(60)).holds(|| {
        // Nothing but the worker ends the loop's sleep before an hour is over.
        let hour = Duration::from_secs(3_600);
        let server = Running::start(ServerConfig { idle_timeout: hour, ..config(1, 8) });
        let mut client = server.connect();
        for id in 0..100 {
            client.expect_echo(id, b"so that the loop has slept and woken");
        }
        let hold = Hold::workers();
        client.send(log(100));
        until("a worker is busy with the request", || hold.held() == 1);
        // It gives a quick request some turns of the CPU before it sleeps: beside busy programs they look like wake-ups.
        until("the event loop polls", || {
            blocked().iter().any(|waiter| waiter.thread == LOOP && matches!(waiter.place, Place::Poll))
        });
        assert_sleeps(LOOP);
        drop(hold);
        assert_eq!(client.reply().request_id, 100, "the request got no reply of its own");
        server.end(client);
    });
}

#[test]
fn eight_workers_serve_7_5_times_the_requests_of_none() {
    let claim =
        WORKERS.claim("8 workers must serve at least 7.5 times the requests that none serve in a second");
    claim.within(Duration::from_secs(60)).holds(|| {
        // A ratio within one run. Another program may take the CPU away from half of it, so there are five runs.
        let mut best = 0.0_f64;
        for _ in 0..5 {
            let (alone, pool) = (requests_a_second(0, 2), requests_a_second(8, 16));
            best = best.max(pool / alone);
            if best >= 7.5 {
                return;
            }
        }
        panic!("the best of five runs gave {best:.2} times as many");
    });
}

/// What a server makes of 50 clients that each send `frames` requests, one after the other, of 10 ms each.
fn requests_a_second(workers: usize, frames: u64) -> f64 {
    let server = Running::start(config(workers, 64));
    let spec = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_millis(10) };
    let load = ClosedLoop {
        address: server.addr,
        clients: 50,
        frames,
        depth: 1,
        workload: Workload::work(spec, 5),
        retries: Retries::new(0),
        timeout: Duration::from_secs(60), // on a busy machine, too, every request is served
    };
    let tally = load.run().unwrap();
    assert!(tally.is_clean(), "with {workers} workers not every request was served: {tally:?}");
    server.end(());
    tally.throughput()
}

#[test]
fn a_release_build_leaves_nothing_out() {
    assert_a_release_build_leaves_nothing_out(README);
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(Duration::from_secs(60)).holds(|| {
        assert_example_matches_readme("lesson07", README);
        assert_example_matches_readme("lesson07-before", README);
    });
}
