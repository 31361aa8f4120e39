//! Shutdown, in a thousand orders of the workers and whoever shuts them down.
//!
//! In a model a deadline may strike at any instant, so `shutdown_by` is tried with all that it can leave behind.

use capstone::sync::atomic::{AtomicU64, Ordering};
use capstone::threads::{Shutdown, ShutdownReport, ThreadPool};
use checks::{Claim, SCHEDULES, Section, Text};
use std::sync::Arc;
use std::time::Instant;

const LESSON: Text = Text::at("lessons/06-graceful-shutdown/README.md");
const WAITING: Section = LESSON.section("Drain or discard");
const DEADLINE: Section = LESSON.section("A deadline is a point in time");

/// What the jobs themselves know.
#[derive(Default)]
struct Ledger {
    ran: AtomicU64,
    dropped: AtomicU64,
}

/// Held by a job. Counts it as run, or, if it was dropped before, as dropped.
struct Entry(Arc<Ledger>, bool);

impl Entry {
    fn ran(mut self) {
        self.1 = true;
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if self.1 { &self.0.ran } else { &self.0.dropped }.fetch_add(1, Ordering::SeqCst);
    }
}

/// Two workers and three jobs; `end` shuts them down. Returns the report, the jobs that had run, and those dropped.
fn shut_down(end: impl Fn(ThreadPool) -> ShutdownReport) -> (ShutdownReport, u64, u64) {
    let pool = ThreadPool::new(2, 3).expect("the explorer refuses no thread");
    let ledger = Arc::new(Ledger::default());
    for _ in 0..3 {
        let entry = Entry(Arc::clone(&ledger), false);
        pool.submit(Box::new(move || entry.ran())).expect("nobody has closed the pool");
    }
    let report = end(pool);
    (report, ledger.ran.load(Ordering::SeqCst), ledger.dropped.load(Ordering::SeqCst))
}

fn in_every_order(claim: Claim, end: impl Fn(ThreadPool) -> ShutdownReport + Send + Sync + 'static) {
    claim.holds_in_schedules(SCHEDULES, move || {
        let (report, ran, dropped) = shut_down(&end);
        let ShutdownReport { accepted, completed, panicked, discarded, abandoned } = report;
        assert!(accepted == 3 && panicked == 0, "of three jobs that ran well, the report says: {report}");
        assert_eq!(completed + discarded + abandoned, 3, "the report does not add up: {report}");
        assert_eq!(discarded, dropped, "{dropped} jobs were dropped, and the report says: {report}");
        assert!(
            completed <= ran && ran <= completed + abandoned,
            "{ran} jobs ran, and the report says: {report}"
        );
    });
}

#[test]
fn no_order_lets_drain_lose_a_job() {
    let claim = WAITING.claim("drain must run all three jobs before it returns");
    claim.holds_in_schedules(SCHEDULES, || {
        let (report, ran, _) = shut_down(|pool| pool.shutdown(Shutdown::Drain));
        assert_eq!(ran, 3, "{ran} had run, and the report says: {report}");
        assert_eq!(report.completed, 3, "the report says: {report}");
    });
}

#[test]
fn no_order_miscounts_what_discard_drops() {
    let claim = WAITING.claim("discard must count what it drops, and wait for what runs");
    in_every_order(claim, |pool| {
        let report = pool.shutdown(Shutdown::Discard);
        assert_eq!(report.abandoned, 0, "it did not wait: {report}");
        report
    });
}

#[test]
fn no_order_miscounts_what_a_deadline_leaves_behind() {
    let claim = DEADLINE.claim("whenever the deadline strikes, the report must add up");
    in_every_order(claim, |pool| pool.shutdown_by(Shutdown::Drain, Instant::now()));
}

#[test]
fn no_order_miscounts_a_discard_with_a_deadline() {
    let claim = DEADLINE.claim("a discard that meets its deadline must count each job once");
    in_every_order(claim, |pool| pool.shutdown_by(Shutdown::Discard, Instant::now()));
}
