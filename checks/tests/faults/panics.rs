//! Jobs that panic, and workers that cannot be had.

use crate::account::Account;
use crate::launch;
use crate::subject::{Subject, promise};
use capstone::threads::{Lock, Shutdown, ThreadPool};
use checks::{ErrorCode, RawFrame};
use std::panic::resume_unwind;
use std::sync::Arc;

fn survives_panics(workers: &str) {
    const PANICS: u64 = 20;
    let subject = Subject::start(&["--workers", workers, "--allow-panic"]);
    let mut client = subject.connect();
    for id in 0..PANICS {
        client.send(RawFrame::work(id, 2, 0).bytes());
        let error = client.expect_error(ErrorCode::Internal);
        assert_eq!(error.request_id, id, "the ERROR was about another request");
        client.expect_echo(id, b"still here");
    }
    drop(client);
    let metrics = subject.quiet_metrics();
    let panicked = metrics.get("capstone_jobs_panicked_total");
    assert_eq!(panicked, PANICS as f64, "{panicked} panics were counted\n{metrics}");

    let stopped = subject.assert_unharmed();
    assert_eq!(Account::of(&stopped).get("panics"), PANICS, "the summary says\n{}", stopped.summary);
    let told = stopped.stderr.lines().filter(|line| line.contains("\tERROR\tpool\t"));
    assert_eq!(told.count() as u64, PANICS, "the log tells of the panics otherwise\n{}", stopped.stderr);
}

#[test]
fn f29_a_job_that_panics_is_told_to_its_client_and_the_worker_lives() {
    promise("a job that panics must get ERROR internal, and its worker must live")
        .holds(|| survives_panics("1"));
}

#[test]
fn f29_a_job_that_panics_in_the_event_loop_does_not_end_it() {
    promise("without workers, a job that panics must not end the event loop").holds(|| survives_panics("0"));
}

#[test]
fn f29_nobody_can_ask_for_a_panic_unless_the_server_allows_it() {
    promise("a WORK request for a panic must be refused without --allow-panic").holds(|| {
        let subject = Subject::start(&[]);
        let mut client = subject.connect();
        client.send(RawFrame::work(5, 2, 0).bytes());
        assert_eq!(client.expect_error(ErrorCode::BadRequest).request_id, 5, "the ERROR has another id");
        client.expect_echo(6, b"the connection lives");
        drop(client);
        assert_eq!(Account::of(&subject.assert_unharmed()).get("panics"), 0, "something panicked");
    });
}

#[test]
fn f29_a_panic_while_a_lock_is_held_shuts_nobody_out() {
    promise("a job that panics with a lock in hand must not keep the others from it").holds(|| {
        let pool = ThreadPool::new(2, 8).expect("two threads can be had");
        let total = Arc::new(Lock::new("total", 0));
        for n in 0..8 {
            let total = Arc::clone(&total);
            let job = move || {
                let mut total = total.lock();
                *total += 1;
                if n % 2 == 0 {
                    // A panic that writes nothing to stderr.
                    resume_unwind(Box::new("dies with the lock in hand"));
                }
            };
            assert!(pool.submit(Box::new(job)).is_ok(), "the pool took no job");
        }
        let report = pool.shutdown(Shutdown::Drain);
        assert_eq!((report.completed, report.panicked), (4, 4), "the jobs ended otherwise: {report}");
        assert_eq!(*total.lock(), 8, "some jobs did not get the lock");
    });
}

/// Elsewhere the system does not limit the memory that threads need.
#[cfg(target_os = "linux")]
#[test]
fn f30_a_worker_that_cannot_be_created_is_a_clear_error() {
    promise("a server that cannot have all its workers must say so and not start").holds(|| {
        // Room for a few stacks of 64 MiB. When the next one does not fit, much is left for everything
        // smaller: a process without any memory cannot even complain.
        let limit = "export RUST_MIN_STACK=67108864 MALLOC_ARENA_MAX=1; ulimit -v 430080";
        let ended = launch::end_of(launch::serve_after(limit, "127.0.0.1:0", &["--workers", "100"]));
        ended.assert_gave_up(1, &["cannot start the workers", "thread `worker-", "of 100"]);
        let reasons = ended.stderr.matches("os error").count();
        assert_eq!(reasons, 1, "the system's reason is not there once\n{}", ended.stderr);
    });
}
