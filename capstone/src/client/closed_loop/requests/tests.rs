use super::*;
use crate::client::connection::{Broken, Reply};
use crate::client::link::Ended;
use crate::client::{Backoff, Jitter, Retries, Workload};
use crate::net::error_code::ErrorCode;
use crate::net::frame::{Decoded, decode_reply, put_error};

const SECOND: Duration = Duration::from_secs(1);

/// A run in which attempts wait 5 s for their reply, and retries 10 ms, 20 ms and so on.
fn new_run() -> ClosedRun {
    let backoff = Backoff { jitter: Jitter::None, ..Backoff::default() };
    let retries = Retries { backoff, ..Retries::new(5) };
    ClosedRun::new("127.0.0.1:1".parse().unwrap(), Workload::echo(10), retries, 5 * SECOND)
}

fn give(requests: &mut Requests, run: &mut ClosedRun, frame: &[u8]) {
    let Ok(Decoded::Frame { header, msg_type, payload, .. }) = decode_reply(frame, 1000) else {
        panic!("a whole frame");
    };
    requests.on_reply(&Reply { header, msg_type, payload }, run);
}

fn answer(requests: &mut Requests, run: &mut ClosedRun, request_id: u64) {
    let mut frame = Vec::new();
    run.workload.put(&mut frame, request_id, 0);
    give(requests, run, &frame);
}

fn refuse(requests: &mut Requests, run: &mut ClosedRun, code: ErrorCode, request_id: u64) {
    let mut frame = Vec::new();
    put_error(&mut frame, code, request_id, 0, "no");
    give(requests, run, &frame);
}

/// Attempts that were refused.
fn busy(run: &ClosedRun) -> u64 {
    run.stages[0].total().busy
}

/// Everything that can be sent now.
fn send_all(requests: &mut Requests, run: &mut ClosedRun) -> Vec<u64> {
    std::iter::from_fn(|| requests.next_attempt(run)).collect()
}

#[test]
fn depth_requests_are_outstanding_and_each_end_makes_room_for_one() {
    let mut run = new_run();
    let mut requests = Requests::new(3, 2, Rest::Count(4));
    let ids = send_all(&mut requests, &mut run);
    assert_eq!(ids.len(), 2);
    answer(&mut requests, &mut run, ids[1]);
    let third = send_all(&mut requests, &mut run);
    assert_eq!(third.len(), 1);
    answer(&mut requests, &mut run, third[0]);
    answer(&mut requests, &mut run, ids[0]);
    let last = send_all(&mut requests, &mut run);
    assert_eq!((last.len(), requests.are_done()), (1, false));
    answer(&mut requests, &mut run, last[0]);
    assert!(requests.are_done() && run.tally.is_clean() && run.tally.ok == 4);
}

#[test]
fn an_attempt_is_lost_once_a_look_after_its_time_has_not_found_the_reply() {
    for looked in [true, false] {
        let mut run = new_run();
        let mut requests = Requests::new(0, 1, Rest::Count(1));
        let ids = send_all(&mut requests, &mut run);
        assert_eq!(requests.due(), Some(run.now + 5 * SECOND));
        run.now += 6 * SECOND; // in which this process may have been stopped, with the reply in the socket
        if looked {
            run.looked = run.now;
        }
        assert_eq!(requests.may_be_overdue(&run), looked);
        requests.expire(&mut run);
        answer(&mut requests, &mut run, ids[0]);
        let tally = &run.tally;
        assert_eq!((tally.lost, tally.ok), if looked { (1, 0) } else { (0, 1) }, "looked: {looked}");
        assert_eq!(tally.duplicated, 0, "looked: {looked}");
        answer(&mut requests, &mut run, ids[0]);
        assert_eq!(run.tally.duplicated, 1, "looked: {looked}");
    }
}

#[test]
fn a_reply_just_in_time_counts() {
    let mut run = new_run();
    let mut requests = Requests::new(0, 1, Rest::Count(1));
    let ids = send_all(&mut requests, &mut run);
    run.now += 5 * SECOND;
    answer(&mut requests, &mut run, ids[0]);
    assert_eq!((run.tally.ok, run.tally.latency.max().as_secs()), (1, 5));
}

#[test]
fn a_refused_request_waits_in_its_place_and_its_latency_includes_the_wait() {
    let mut run = new_run();
    let mut requests = Requests::new(0, 1, Rest::Count(2));
    let ids = send_all(&mut requests, &mut run);
    refuse(&mut requests, &mut run, ErrorCode::Busy, ids[0]);
    let until = run.now + Duration::from_millis(10);
    assert_eq!(requests.due(), Some(until));
    run.now = until - Duration::from_nanos(1);
    requests.expire(&mut run);
    assert!(!requests.want_to_send());
    run.now = until;
    requests.expire(&mut run);
    let retry = send_all(&mut requests, &mut run);
    assert_eq!(retry.len(), 1, "the next request has no slot yet");
    run.now += Duration::from_millis(1);
    answer(&mut requests, &mut run, retry[0]);
    let tally = &run.tally;
    assert_eq!((tally.ok, busy(&run), tally.retries), (1, 1, 1));
    assert_eq!((tally.latency.sum().as_millis(), run.stages[0].accepted.sum().as_millis()), (11, 1));
    let next = send_all(&mut requests, &mut run);
    run.now += Duration::from_millis(1);
    answer(&mut requests, &mut run, next[0]);
    assert_eq!(run.tally.latency.sum().as_millis(), 12, "the next request began when it was sent");
}

#[test]
fn a_wait_without_end_never_ends() {
    let mut run = new_run();
    run.timeout = Duration::MAX;
    (run.retries.backoff.first, run.retries.backoff.cap) = (Duration::MAX, Duration::MAX);
    let mut requests = Requests::new(0, 1, Rest::Count(1));
    let ids = send_all(&mut requests, &mut run);
    refuse(&mut requests, &mut run, ErrorCode::Busy, ids[0]);
    run.now += 1_000_000_000 * SECOND;
    requests.expire(&mut run);
    assert!(!requests.want_to_send() && requests.due().is_some_and(|due| due > run.now));
}

#[test]
fn an_error_without_an_id_refuses_what_is_in_flight_and_the_connection() {
    let mut run = new_run();
    let mut requests = Requests::new(0, 3, Rest::Count(3));
    let ids = send_all(&mut requests, &mut run);
    answer(&mut requests, &mut run, ids[0]);
    refuse(&mut requests, &mut run, ErrorCode::Busy, 0);
    assert!(requests.connection_refused);
    assert_eq!((busy(&run), run.tally.retries), (2, 2));
    run.now += SECOND;
    requests.expire(&mut run);
    let retries = send_all(&mut requests, &mut run);
    assert_eq!(retries.len(), 2);
    refuse(&mut requests, &mut run, ErrorCode::TooLarge, 0);
    assert_eq!((run.tally.failed, run.tally.ok, requests.are_done()), (2, 1, true));
}

#[test]
fn with_its_connection_goes_what_is_in_flight_and_nothing_else() {
    let mut run = new_run();
    let mut requests = Requests::new(0, 2, Rest::Count(3));
    let ids = send_all(&mut requests, &mut run);
    refuse(&mut requests, &mut run, ErrorCode::Busy, ids[0]);
    requests.on_broken(&Broken::Ended, Ended::Lost, &mut run);
    assert_eq!(run.tally.lost, 1);
    assert_eq!(send_all(&mut requests, &mut run).len(), 1, "the third has the slot of the lost one");
    run.now += SECOND;
    requests.expire(&mut run);
    assert_eq!(send_all(&mut requests, &mut run).len(), 1, "and the refused one has its own still");
}

#[test]
fn a_request_that_nobody_read_is_sent_a_second_time_and_counts_once() {
    let mut run = new_run();
    let mut requests = Requests::new(0, 2, Rest::Count(2));
    let ids = send_all(&mut requests, &mut run);
    assert!(requests.on_broken(&Broken::Ended, Ended::Unanswered, &mut run));
    assert_eq!((requests.in_flight().count(), requests.await_replies()), (2, false));
    let again = send_all(&mut requests, &mut run);
    assert_eq!((again.len(), again.iter().all(|id| ids.contains(id))), (2, true));
    answer(&mut requests, &mut run, again[0]);
    assert!(!requests.on_broken(&Broken::Ended, Ended::Unanswered, &mut run), "a third time");
    assert_eq!((run.tally.ok, run.tally.lost, run.tally.resent), (1, 1, 2));
    assert!(requests.are_done() && run.stages[0].are_settled(), "{:?}", run.stages);
    assert_eq!(run.stages[0].total().attempts, 2);
}

#[test]
fn a_request_that_waits_for_its_second_time_is_lost_with_its_time_or_with_the_server() {
    for waits in [true, false] {
        let mut run = new_run();
        let mut requests = Requests::new(0, 1, Rest::Count(3));
        send_all(&mut requests, &mut run);
        requests.on_broken(&Broken::Ended, Ended::Unanswered, &mut run);
        if waits {
            run.now = requests.due().unwrap();
            requests.expire(&mut run);
            assert_eq!((run.tally.lost, send_all(&mut requests, &mut run).len()), (1, 1));
        } else {
            requests.leave(); // which does not leave out what was sent already
            assert!(requests.want_to_send() && !requests.are_done());
            requests.give_up(&Broken::TimedOut, &mut run);
            assert_eq!((run.tally.lost, run.tally.failed), (1, 0));
            assert!(requests.are_done() && run.stages[0].are_settled());
        }
    }
}

#[test]
fn giving_up_fails_everything_that_is_left() {
    let mut run = new_run();
    let mut requests = Requests::new(0, 2, Rest::Count(100));
    let ids = send_all(&mut requests, &mut run);
    answer(&mut requests, &mut run, ids[0]);
    requests.on_broken(&Broken::Ended, Ended::Lost, &mut run);
    requests.give_up(&Broken::TimedOut, &mut run);
    assert_eq!((run.tally.ok, run.tally.lost, run.tally.failed), (1, 1, 98));
    assert!(requests.are_done() && !requests.want_to_send() && requests.due().is_none());
    answer(&mut requests, &mut run, ids[1]); // must find nothing to do, and no slot to look into
}

#[test]
fn the_largest_run_has_an_id_for_every_place() {
    let mut run = new_run();
    let mut requests = Requests::new(MAX_CLIENTS - 1, MAX_DEPTH, Rest::Count(MAX_DEPTH as u64));
    let ids = send_all(&mut requests, &mut run);
    ids.iter().for_each(|id| answer(&mut requests, &mut run, *id));
    assert!(requests.are_done() && run.tally.is_clean());
}
