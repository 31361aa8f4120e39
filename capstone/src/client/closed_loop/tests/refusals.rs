use super::*;
use crate::client::test_server::id_of;
use crate::client::{Ramp, RetryBudget};
use crate::net::error_code::ErrorCode;
use crate::net::work::{WorkMode, WorkSpec};
use crate::net::{Server, ServerConfig};
use crate::observe::{Level, Logger};

#[test]
fn busy_is_retried_and_the_reply_counts_once() {
    let tally = against(
        |_, mut peer| {
            while let Some(refused) = peer.receive() {
                peer.send_error(ErrorCode::Busy, id_of(&refused), "server busy");
                let Some(retried) = peer.receive() else { return };
                assert_ne!(id_of(&retried), id_of(&refused));
                peer.send(&retried);
            }
        },
        |_| {},
    );
    assert_eq!((tally.ok, tally.busy(), tally.retries), (20, 20, 20), "{tally:?}");
    assert_eq!((tally.attempts.accepted.count(), tally.attempts.rejected.count()), (20, 20));
}

#[test]
fn a_server_that_is_always_busy_gets_one_attempt_more_than_there_are_retries() {
    let busy = |_, mut peer: Peer| {
        while let Some(frame) = peer.receive() {
            peer.send_error(ErrorCode::Busy, id_of(&frame), "server busy");
        }
    };
    let tally = against(busy, |_| {});
    assert_eq!((tally.failed, tally.busy(), tally.retries), (20, 120, 100), "{tally:?}");
    assert_eq!(tally.attempts.rejected.count(), 120);
    assert_eq!(tally.first_fault.as_deref(), Some("the server answered busy (1): server busy"));
    let tally = against(busy, |plan| plan.retries.budget = Some(RetryBudget::new(0)));
    assert_eq!((tally.failed, tally.busy(), tally.retries), (20, 30, 10), "{tally:?}");
}

#[test]
fn a_busy_that_closes_the_connection_is_retried_on_a_new_one() {
    let tally = against(
        |number, mut peer| {
            if number % 2 == 1 {
                return peer.echo();
            }
            peer.send_error(ErrorCode::Busy, 0, "server busy: too many connections");
            peer.receive();
        },
        |plan| (plan.clients, plan.depth) = (1, 3),
    );
    assert_eq!((tally.ok, tally.busy(), tally.retries), (10, 3, 3), "{tally:?}");
}

#[test]
fn a_server_that_refuses_every_connection_is_asked_less_and_less_often() {
    const STEP: Duration = Duration::from_millis(600);
    let opened = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&opened);
    let server = TestServer::start(move |_, mut peer| {
        counted.fetch_add(1, Ordering::SeqCst);
        peer.send_error(ErrorCode::Busy, 0, "server busy: too many connections");
        peer.receive();
    });
    let (address, workload, retries) = (server.address, Workload::echo(100), Retries::new(0));
    let ramp =
        Ramp { address, steps: vec![2], step_time: STEP, depth: 1, workload, retries, timeout: PATIENT };
    let report = ramp.run(|_| ()).unwrap();
    let (opened, total) = (opened.load(Ordering::SeqCst), report.total());
    assert!(opened < 2 * 25, "2 clients connected {opened} times within 0.6 s");
    assert!(total.busy > 0 && total.busy == total.attempts && report.unreachable.is_none(), "{report:?}");
}

#[test]
fn an_error_that_no_retry_mends_fails_its_request_alone() {
    let tally = against(
        |_, mut peer| {
            let frame = peer.receive().unwrap();
            peer.send_error(ErrorCode::BadRequest, id_of(&frame), "no");
            peer.echo();
        },
        |_| {},
    );
    assert_eq!((tally.failed, tally.ok), (2, 18), "{tally:?}");
}

#[test]
fn the_real_server_serves_under_overload_and_refuses_one_connection_too_many() {
    let config = ServerConfig { workers: 1, queue: 1, max_connections: 3, ..ServerConfig::default() };
    let logger = Logger::to_stderr(Level::Error).unwrap();
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), config, logger).unwrap();
    let (address, stopper) = (server.local_addr().unwrap(), server.stopper());
    let serving = std::thread::spawn(move || server.run());
    let spec = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_micros(200) };
    let mut plan = closed_loop(address, 5, 20, 2);
    plan.workload = Workload::work(spec, 50);
    plan.retries.limit = 100_000;
    let tally = plan.run().unwrap();
    assert_eq!((tally.ok, requests(&tally)), (100, 100), "{tally:?}");
    assert!(tally.busy() > 0 && tally.busy() == tally.retries, "{tally:?}");
    stopper.stop();
    assert!(serving.join().unwrap().unwrap().complete);
}
