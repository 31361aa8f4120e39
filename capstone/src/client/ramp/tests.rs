use super::*;
use crate::client::test_server::{Peer, TestServer, id_of};
use crate::client::{Account, Backoff};
use crate::net::error_code::ErrorCode;
use crate::net::work::{WorkMode, WorkSpec};
use crate::net::{Server, ServerConfig};
use crate::observe::{Level, Logger};
use crate::sync::atomic::{AtomicU64, Ordering};
use std::net::TcpListener;
use std::sync::Arc;

/// Long enough for a reply to come on a loaded machine.
const PATIENT: Duration = Duration::from_secs(30);

fn ramp(address: SocketAddr, steps: &[usize]) -> Ramp {
    let backoff = Backoff { cap: Duration::from_millis(2), ..Backoff::default() };
    Ramp {
        address,
        steps: steps.to_vec(),
        step_time: Duration::from_millis(50),
        depth: 1,
        workload: Workload::echo(100),
        retries: Retries { backoff, ..Retries::new(5) },
        timeout: PATIENT,
    }
}

/// Runs against a server that treats each connection so.
fn against(
    serve: impl Fn(usize, Peer) + Send + Sync + 'static,
    steps: &[usize],
    change: impl FnOnce(&mut Ramp),
) -> RampReport {
    let server = TestServer::start(serve);
    let mut plan = ramp(server.address, steps);
    change(&mut plan);
    let report = plan.run(|_| ()).unwrap();
    assert!(report.is_settled(), "{report:?}");
    report
}

/// Runs against the real server, whose requests all take 200 µs.
fn against_real(workers: usize, queue: usize, steps: &[usize], change: impl FnOnce(&mut Ramp)) -> RampReport {
    let config = ServerConfig { workers, queue, ..ServerConfig::default() };
    let logger = Logger::to_stderr(Level::Error).unwrap();
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), config, logger).unwrap();
    let (address, stopper) = (server.local_addr().unwrap(), server.stopper());
    let serving = std::thread::spawn(move || server.run());
    let spec = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_micros(200) };
    let mut plan = Ramp { workload: Workload::work(spec, 50), ..ramp(address, steps) };
    change(&mut plan);
    let report = plan.run(|_| ()).unwrap();
    stopper.stop();
    let summary = serving.join().unwrap().unwrap();
    assert!(report.is_settled(), "{report:?}");
    assert_eq!((report.total().ok, report.total().busy), (summary.replies, summary.busy), "{report:?}");
    report
}

fn busy(report: &RampReport) -> Vec<u64> {
    report.steps.iter().map(|step| step.total().busy).collect()
}

#[test]
fn while_there_is_a_place_for_every_request_nobody_is_refused() {
    let report = against_real(2, 8, &[4, 10, 2], |_| ());
    assert_eq!(busy(&report), [0, 0, 0]);
    for (step, clients) in report.steps.iter().zip([4, 10, 2]) {
        assert_eq!((step.clients, step.attempts.accounts.len()), (clients, clients));
        assert!(step.elapsed >= Duration::from_millis(50), "{step:?}");
        assert_eq!(step.total().ended(), step.attempts.accepted.count());
    }
    assert!(report.total().ok > 0 && report.recovery == Some(Duration::ZERO), "{report:?}");
}

#[test]
fn refusals_begin_and_end_with_the_overload() {
    let (mut refused, mut recovered) = (0, 0);
    for retries in [0, 5, 0, 5, 0, 5, 0, 5, 0, 5] {
        let report = against_real(1, 1, &[1, 30, 2], |plan| plan.retries.limit = retries);
        let busy = busy(&report);
        assert!(busy[0] == 0 && busy[2] == 0, "{busy:?}");
        assert!(report.recovery.is_some() && report.first_fault.is_none(), "{report:?}");
        assert_eq!(report.recovered(), report.steps[2].total().ok > 0, "{report:?}");
        refused += busy[1];
        recovered += u32::from(report.recovered());
    }
    // On a loaded machine a single step may be over before anything has happened.
    assert!(refused > 0, "30 clients found room in two places, ten times");
    assert!(recovered > 0, "2 clients were not served, ten times");
}

#[test]
fn a_step_begins_once_every_request_of_the_one_before_has_its_reply() {
    // Requests of clients 2 to 9 that have no reply yet, as the server sees it.
    let open = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&open);
    let server = TestServer::start(move |_, mut peer| {
        while let Some(frame) = peer.receive() {
            let leaves = id_of(&frame) >> 12 & 0xff >= 2;
            counted.fetch_add(u64::from(leaves), Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(5));
            counted.fetch_sub(u64::from(leaves), Ordering::SeqCst);
            peer.send(&frame);
        }
    });
    let mut begun = 0;
    let report = ramp(server.address, &[10, 2]).run(|progress| {
        if progress.step == 1 {
            assert_eq!(open.load(Ordering::SeqCst), 0, "a step began too early");
            begun += 1;
        }
    });
    let report = report.unwrap();
    assert!(begun > 0 && report.is_settled());
    let stayed = &report.steps[1].settling.accounts;
    assert!(stayed.iter().skip(2).all(|account| account.attempts == 0), "who leaves sends nothing new");
}

#[test]
fn what_ends_after_a_step_is_not_in_its_rates() {
    const SERVICE: Duration = Duration::from_millis(20);
    let report = against_real(1, 64, &[1, 40, 1], |plan| {
        let spec = WorkSpec { mode: WorkMode::Sleep, duration: SERVICE };
        (plan.workload, plan.step_time) = (Workload::work(spec, 5), Duration::from_millis(400));
    });
    for step in &report.steps {
        // At the end of the second step 40 requests wait, and they are served within 0.8 s. On a loaded machine some
        // replies of the time before a step may be taken in within it.
        let most = step.elapsed.as_secs_f64() / SERVICE.as_secs_f64() + 20.0;
        assert!(step.total().ok as f64 <= most, "one worker served at most {most} requests: {step:?}");
        assert!(step.little().error() <= 0.2, "{:?}: {step:?}", step.little());
    }
    assert!(report.steps[1].attempts.unfinished > 20, "{report:?}");
}

#[test]
fn a_last_step_without_data_shows_no_recovery() {
    let report = against(
        |_, mut peer| while peer.receive().is_some() {},
        &[2, 1],
        |plan| {
            plan.timeout = Duration::from_millis(10);
        },
    );
    assert_eq!((report.recovered(), report.saturation()), (false, None), "{report:?}");
}

#[test]
fn progress_is_told_at_the_beginning_and_the_end_of_each_step() {
    let server = TestServer::start(|_, mut peer| peer.echo());
    let mut told = Vec::new();
    let plan = Ramp { step_time: Duration::from_millis(20), ..ramp(server.address, &[1, 3]) };
    let report = plan.run(|progress| told.push((progress.step, progress.clients, progress.is_over))).unwrap();
    told.dedup();
    assert_eq!(told, [(0, 1, false), (0, 1, true), (1, 3, false), (1, 3, true)]);
    assert_eq!(report.recovery, None, "the load did not fall");
}

#[test]
fn what_is_not_answered_is_lost_and_the_ramp_goes_on() {
    let report = against(
        |_, mut peer| while peer.receive().is_some() {},
        &[2, 1],
        |plan| plan.timeout = Duration::from_millis(10),
    );
    let total = report.total();
    assert!(total.lost == total.attempts && total.lost > 0, "{total:?}");
    assert_eq!(report.first_fault.as_deref(), Some("no reply within 0.01 s"));
}

#[test]
fn who_was_away_looks_at_its_sockets_before_it_calls_a_reply_lost() {
    const TIMEOUT: Duration = Duration::from_secs(1);
    let answered = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&answered);
    let server = TestServer::start(move |_, mut peer| {
        while let Some(frame) = peer.receive() {
            peer.send(&frame);
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    // The replies of one client are more than it takes in one read.
    let plan = Ramp { depth: 17, workload: Workload::echo(4 * 1024), ..ramp(server.address, &[2]) };
    let mut was_away = false;
    let report = Ramp { timeout: TIMEOUT, ..plan }.run(|progress| {
        let attempts = progress.attempts.total().attempts;
        if !was_away && attempts > 0 {
            // In the end every reply lies in a socket, and its time is over.
            let deadline = Instant::now() + PATIENT;
            while answered.load(Ordering::SeqCst) < attempts && Instant::now() < deadline {
                std::thread::yield_now();
            }
            std::thread::sleep(TIMEOUT);
            was_away = true;
        }
    });
    let report = report.unwrap();
    assert!(was_away && report.total().lost == 0 && report.first_fault.is_none(), "{report:?}");
}

#[test]
fn other_errors_and_wrong_bytes_have_failed() {
    let report = against(
        |number, mut peer| {
            while let Some(mut frame) = peer.receive() {
                *frame.last_mut().unwrap() ^= 1;
                match number {
                    0 => peer.send_error(ErrorCode::Internal, id_of(&frame), "the job panicked"),
                    _ => peer.send(&frame),
                }
            }
        },
        &[2],
        |_| (),
    );
    assert!(report.steps[0].attempts.accounts.iter().all(|account| account.failed > 0), "{report:?}");
    assert_eq!(report.total().failed, report.total().attempts);
}

#[test]
fn a_step_may_be_without_an_end() {
    let server = TestServer::start(|_, mut peer| peer.echo());
    let mut plan = ramp(server.address, &[2]);
    (plan.step_time, plan.timeout, plan.retries.limit) = (Duration::MAX, Duration::MAX, 0);
    let mut server = Some(server);
    let report = plan.run(|progress| {
        if progress.attempts.total().ok > 0 {
            drop(server.take());
        }
    });
    let report = report.unwrap();
    assert!(report.unreachable.is_some() && report.total().ok > 0, "{report:?}");
}

#[test]
fn without_a_server_the_ramp_ends_early() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut plan = ramp(nobody, &[5, 20, 5]);
    (plan.step_time, plan.retries.limit) = (PATIENT, 0);
    let report = plan.run(|_| ()).unwrap();
    assert_eq!((report.steps.len(), report.total()), (1, Account::default()));
    assert!(report.unreachable.unwrap().starts_with("cannot connect"));
}
