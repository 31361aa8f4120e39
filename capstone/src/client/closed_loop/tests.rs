mod broken;
mod refusals;

use super::*;
use crate::client::Backoff;
use crate::client::test_server::{Peer, TestServer};
use crate::sync::atomic::{AtomicU64, Ordering};
use std::net::TcpListener;
use std::sync::Arc;

/// Long enough for a reply to come on a loaded machine.
const PATIENT: Duration = Duration::from_secs(30);

/// Long enough for a reply not to come.
const HASTY: Duration = Duration::from_millis(30);

fn closed_loop(address: SocketAddr, clients: usize, frames: u64, depth: usize) -> ClosedLoop {
    let backoff = Backoff { cap: Duration::from_millis(2), ..Backoff::default() };
    let retries = Retries { backoff, ..Retries::new(5) };
    ClosedLoop { address, clients, frames, depth, workload: Workload::echo(100), retries, timeout: PATIENT }
}

fn requests(tally: &ClosedTally) -> u64 {
    tally.ok + tally.lost + tally.corrupted + tally.failed
}

/// Runs against a server that treats each connection so.
fn against(
    serve: impl Fn(usize, Peer) + Send + Sync + 'static,
    change: impl FnOnce(&mut ClosedLoop),
) -> ClosedTally {
    let server = TestServer::start(serve);
    let mut plan = closed_loop(server.address, 2, 10, 1);
    change(&mut plan);
    plan.run().unwrap()
}

#[test]
fn an_honest_server_leaves_a_clean_tally() {
    for (clients, frames, depth) in [(1, 1, 1), (1, 100, 1), (20, 10, 3), (3, 5, 64), (5, 0, 1)] {
        let tally = against(
            |_, mut peer| peer.echo(),
            |plan| (plan.clients, plan.frames, plan.depth) = (clients, frames, depth),
        );
        assert!(tally.is_clean(), "{tally:?}");
        let expected = clients as u64 * frames;
        assert_eq!((tally.ok, tally.busy(), tally.retries), (expected, 0, 0));
        assert_eq!((tally.latency.count(), tally.attempts.accepted.count()), (expected, expected));
    }
}

#[test]
fn replies_may_overtake_each_other_and_come_byte_by_byte() {
    let tally = against(
        |_, mut peer| {
            while let (Some(first), Some(second)) = (peer.receive(), peer.receive()) {
                second.iter().chain(&first).for_each(|byte| peer.send(&[*byte]));
            }
        },
        |plan| plan.depth = 2,
    );
    assert_eq!((tally.ok, requests(&tally)), (20, 20), "{tally:?}");
}

#[test]
fn a_large_payload_goes_both_ways() {
    // More than the system takes at once, so that the rest waits for room.
    let workload = Workload::echo(16_000_000);
    let tally = against(
        |_, mut peer| peer.echo(),
        |plan| (plan.workload, plan.clients, plan.frames) = (workload, 1, 2),
    );
    assert_eq!((tally.ok, requests(&tally)), (2, 2), "{tally:?}");
}

#[test]
fn a_second_reply_is_a_duplicate() {
    let tally = against(
        |_, mut peer| {
            while let Some(frame) = peer.receive() {
                peer.send(&[&frame[..], &frame].concat());
            }
        },
        |_| {},
    );
    assert_eq!((tally.ok, tally.duplicated, requests(&tally)), (20, 20, 20), "{tally:?}");
}

#[test]
fn a_client_listens_for_a_reply_too_many_until_the_server_has_ended_too() {
    let tally = against(
        |_, mut peer| {
            let frame = peer.receive().unwrap();
            peer.send(&frame);
            peer.echo();
            peer.send(&frame); // after the client has said that it sends no more
        },
        |_| {},
    );
    assert_eq!((tally.ok, tally.duplicated), (20, 2), "{tally:?}");
}

#[test]
fn one_wrong_byte_is_noticed() {
    let tally = against(
        |_, mut peer| {
            while let Some(mut frame) = peer.receive() {
                *frame.last_mut().unwrap() ^= 1;
                peer.send(&frame);
            }
        },
        |_| {},
    );
    assert_eq!((tally.corrupted, requests(&tally)), (20, 20), "{tally:?}");
}

#[test]
fn a_reply_to_another_client_is_no_duplicate() {
    let tally = against(
        |_, mut peer| {
            let mut frame = peer.receive().unwrap();
            frame[12] ^= 0x80; // within the client's bits of the id
            peer.send(&frame);
        },
        |plan| plan.frames = 1,
    );
    assert_eq!((tally.corrupted, tally.lost, tally.duplicated), (2, 2, 0), "{tally:?}");
}

#[test]
fn what_a_silent_server_is_asked_is_lost() {
    let tally = against(
        |_, mut peer| while peer.receive().is_some() {},
        |plan| (plan.frames, plan.timeout) = (2, HASTY),
    );
    assert_eq!((tally.lost, requests(&tally)), (4, 4), "{tally:?}");
    assert_eq!(tally.first_fault.as_deref(), Some("no reply within 0.03 s"));
}

#[test]
fn clients_may_wait_without_a_limit() {
    let tally = against(|_, mut peer| peer.echo(), |plan| plan.timeout = Duration::MAX);
    assert!(tally.is_clean() && tally.ok == 20, "{tally:?}");
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut plan = ClosedLoop { timeout: Duration::MAX, ..closed_loop(nobody, 1, 1, 1) };
    plan.retries.limit = 0;
    assert_eq!(plan.run().unwrap().failed, 1);
}
