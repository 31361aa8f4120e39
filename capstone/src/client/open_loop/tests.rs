mod broken;

use super::*;
use crate::client::Invalid;
use crate::client::test_server::{Peer, TestServer, id_of};
use crate::net::error_code::ErrorCode;
use crate::sync::atomic::{AtomicU64, Ordering};
use std::net::TcpListener;
use std::sync::Arc;

/// Long enough for a reply to come on a loaded machine.
const PATIENT: Duration = Duration::from_secs(30);

/// Long enough for a reply not to come.
const HASTY: Duration = Duration::from_millis(30);

/// 50 requests within 50 ms.
fn open_loop(address: SocketAddr) -> OpenLoop {
    let schedule = Schedule::fixed(1000.0, Duration::from_millis(50));
    OpenLoop { address, schedule, connections: 4, workload: Workload::echo(100), timeout: PATIENT }
}

/// Runs against a server that treats each connection so.
fn against(
    serve: impl Fn(usize, Peer) + Send + Sync + 'static,
    change: impl FnOnce(&mut OpenLoop),
) -> OpenTally {
    let server = TestServer::start(serve);
    let mut plan = open_loop(server.address);
    change(&mut plan);
    let tally = plan.run().unwrap();
    assert!(tally.accounts.iter().all(Account::is_settled), "{tally:?}");
    tally
}

/// Sent, ok, busy, failed, lost.
fn counts(tally: &OpenTally) -> [u64; 5] {
    let Account { attempts, ok, busy, failed, lost } = tally.total();
    [attempts, ok, busy, failed, lost]
}

#[test]
fn an_honest_server_serves_the_whole_schedule_over_all_connections() {
    let tally = against(|_, mut peer| peer.echo(), |_| {});
    assert_eq!((tally.scheduled, counts(&tally)), (50, [50, 50, 0, 0, 0]), "{tally:?}");
    assert_eq!((tally.corrected.count(), tally.uncorrected.count(), tally.rejected.count()), (50, 50, 0));
    assert!(tally.accounts.iter().all(|account| account.attempts > 0), "{tally:?}");
    assert!(tally.elapsed >= tally.duration && tally.first_fault.is_none(), "{tally:?}");
}

#[test]
fn what_was_due_while_the_server_stood_still_counts_from_then() {
    const STILL: Duration = Duration::from_millis(100);
    let tally = against(
        |_, mut peer| {
            let first = peer.receive().unwrap();
            std::thread::sleep(STILL);
            peer.send(&first);
            peer.echo();
        },
        |plan| plan.connections = 1,
    );
    assert_eq!(counts(&tally), [50, 50, 0, 0, 0], "{tally:?}");
    // Request n was due n ms after the first, and could not leave before the first was answered.
    let kept: Duration = (1..50).map(|ms| STILL - Duration::from_millis(ms)).sum();
    assert!(tally.corrected.sum() >= tally.uncorrected.sum() + kept, "{tally:?}");
    assert_eq!(tally.lag.count(), 1, "the other 49 were late because of the server: {tally:?}");
}

#[test]
fn what_is_served_after_the_schedule_is_not_in_its_rate() {
    let tally = against(
        |_, mut peer| {
            while let Some(frame) = peer.receive() {
                std::thread::sleep(2 * Duration::from_millis(50)); // twice as long as the schedule
                peer.send(&frame);
            }
        },
        |plan| plan.connections = 50,
    );
    assert_eq!((counts(&tally), tally.goodput()), ([50, 50, 0, 0, 0], 0.0), "{tally:?}");
}

#[test]
fn refusals_have_a_histogram_of_their_own() {
    let tally = against(
        |_, mut peer| {
            while let Some(frame) = peer.receive() {
                match id_of(&frame) % 2 {
                    0 => peer.send(&frame),
                    _ => peer.send_error(ErrorCode::Busy, id_of(&frame), "server busy"),
                }
            }
        },
        |_| {},
    );
    assert_eq!(counts(&tally), [50, 25, 25, 0, 0], "{tally:?}");
    assert_eq!((tally.corrected.count(), tally.rejected.count()), (25, 25));
    assert!(tally.first_fault.is_none(), "a refusal is an answer: {tally:?}");
}

#[test]
fn wrong_bytes_and_other_errors_have_failed() {
    let tally = against(
        |number, mut peer| {
            let mut frame = peer.receive().unwrap();
            match number {
                0 => *frame.last_mut().unwrap() ^= 1,
                1 => frame[13] ^= 1, // the last byte of the id
                _ => {
                    peer.send_error(ErrorCode::Internal, id_of(&frame), "the job panicked");
                    return peer.echo();
                }
            }
            peer.send(&frame);
            peer.receive();
        },
        |plan| plan.connections = 1,
    );
    assert_eq!(counts(&tally), [50, 47, 0, 3, 0], "{tally:?}");
    assert_eq!(tally.first_fault.as_deref(), Some("the reply to request 1 has the wrong bytes"));
}

#[test]
fn a_server_that_never_answers_ends_the_run_and_the_run_says_that_it_is_worth_nothing() {
    let tally = against(
        |_, mut peer| while peer.receive().is_some() {},
        |plan| (plan.timeout, plan.connections) = (HASTY, 1),
    );
    let [sent, ok, busy, failed, lost] = counts(&tally);
    assert!(sent < 50 && sent == lost && ok + busy + failed == 0, "{tally:?}");
    assert_eq!(tally.invalid(), Some(Invalid::Empty), "{tally:?}");
}

#[test]
fn a_request_may_wait_without_a_limit() {
    let tally = against(|_, mut peer| peer.echo(), |plan| plan.timeout = Duration::MAX);
    assert_eq!(counts(&tally), [50, 50, 0, 0, 0], "{tally:?}");
}

#[test]
fn without_a_server_nothing_is_sent() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let tally = open_loop(nobody).run().unwrap();
    assert_eq!(counts(&tally), [0; 5]);
    assert!(tally.unreachable.unwrap().starts_with("cannot connect"));
}

#[test]
fn a_run_is_invalid_if_the_sender_was_late_or_slow() {
    let (fast, second) = (Duration::from_millis(1), Duration::from_secs(1));
    let tally = |attempts, elapsed, lag| {
        let mut tally = OpenTally { scheduled: 1000, duration: second, elapsed, ..OpenTally::default() };
        tally.accounts.push(Account { attempts, ok: attempts, ..Account::default() });
        tally.corrected.record(fast);
        tally.lag.record(lag);
        tally
    };
    assert_eq!(tally(990, second, fast / 11).invalid(), None);
    assert!(matches!(tally(1000, second, fast / 9).invalid(), Some(Invalid::Late { .. })));
    assert!(matches!(tally(989, second, fast / 11).invalid(), Some(Invalid::Slow(_))));
    assert!(matches!(tally(1000, second * 2, fast / 11).invalid(), Some(Invalid::Slow(_))));
}

#[test]
fn where_nothing_was_served_there_is_no_verdict() {
    let nothing_due = OpenTally { duration: HASTY, elapsed: HASTY, ..OpenTally::default() };
    assert_eq!(nothing_due.invalid(), Some(Invalid::Empty));
    let tally = against(
        |_, mut peer| {
            while let Some(frame) = peer.receive() {
                peer.send_error(ErrorCode::Busy, id_of(&frame), "server busy");
            }
        },
        |_| {},
    );
    assert_eq!((counts(&tally), tally.invalid()), ([50, 0, 50, 0, 0], Some(Invalid::Empty)), "{tally:?}");
}
