//! Lesson 8: contention. What is counted, what it adds up to, what is thought of it, and where it shows.

#[path = "lesson08/cause.rs"]
mod cause;
#[path = "lesson08/clock.rs"]
mod clock;
#[path = "lesson08/holds.rs"]
mod holds;
#[path = "lesson08/profiles.rs"]
mod profiles;
#[path = "lesson08/stopwatch.rs"]
mod stopwatch;
#[path = "lesson08/table.rs"]
mod table;

use capstone::observe::Severity;
use capstone::observe::contention::{LockStats, LockUse, ThreadUse};
use checks::{RawFrame, Section, Server, Signal, Text, assert_example_matches_readme, msg_type};
use std::time::Duration;

const README: &str = "lessons/08-contention/README.md";
const LESSON: Text = Text::at(README);
const COUNTED: Section = LESSON.section("What is counted");
const SHARE: Section = LESSON.section("Of which time?");
const SEVERITY: Section = LESSON.section("When is it too much?");
const LIMIT: Section = LESSON.section("Why more threads do not help");

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// Shares are computed in floating point, and there is more than one right order of doing that.
#[track_caller]
fn assert_is(found: f64, due: f64, message: &str) {
    assert!((found - due).abs() < 1e-9, "{message} (found {found}, due {due})");
}

#[test]
fn the_contended_share_is_of_all_attempts() {
    COUNTED.claim("the contended share must be the contended ones of all attempts").holds(|| {
        let mut stats = LockStats::default();
        assert_eq!(stats.contended_share(), 0.0, "the share is not 0 for a lock that nobody wanted");
        stats.acquisitions = 4;
        (0..3).for_each(|_| stats.wait.record(ms(5)));
        assert_is(stats.contended_share(), 0.75, "of 4 attempts 3 had to wait, and the share is another");
        stats.acquisitions = 7_001; // what is rounded on the way shows in a share that is no round number
        let but = "of 7001 attempts 3 had to wait, and the share is another";
        assert_is(stats.contended_share(), 3.0 / 7_001.0, but);
    });
}

#[test]
fn the_contended_share_is_at_most_1() {
    COUNTED.claim("the contended share must be at most 1").holds(|| {
        let mut stats = LockStats::default();
        stats.wait.record(ms(5));
        let but = "one thread waits, nobody has let go of the lock yet, and the share is another";
        assert_is(stats.contended_share(), 1.0, but);
        stats.acquisitions = 3;
        (0..3).for_each(|_| stats.wait.record(ms(5)));
        let but = "4 threads found the lock taken, one of them still waits, and the share is another";
        assert_is(stats.contended_share(), 1.0, but);
    });
}

#[test]
fn the_wait_share_leaves_idleness_out() {
    SHARE.claim("the wait share must be of the time in which a thread had something to do").holds(|| {
        let (name, stats) = ("worker".to_owned(), LockStats::default());
        let mut thread = ThreadUse { name, stats, life: ms(10_000), idle: ms(8_000) };
        assert_eq!(thread.wait_share(), 0.0, "it is not 0 for a thread that never waited");
        thread.stats.wait.record(ms(1_000));
        let but = "for a thread that waited 1 s of the 2 s in which it did not sleep it is another";
        assert_is(thread.wait_share(), 0.5, but);
        thread.idle = ms(10_000) - Duration::from_micros(1_001_250);
        let but = "for a thread that waited 1 s of the 1.00125 s in which it did not sleep it is another";
        assert_is(thread.wait_share(), 1.0 / 1.001_25, but);
        (thread.life, thread.idle) = (ms(0), ms(0));
        assert_eq!(thread.wait_share(), 0.0, "of no time at all, the share is not 0");
    });
}

#[test]
fn the_bands_of_severity_end_at_1_and_10_percent() {
    SEVERITY.claim("under 1 % must be low, 1 to 10 % moderate, above 10 % high").holds(|| {
        use Severity::{High, Low, Moderate};
        let bands = [
            (0.0, Low),
            (0.009_9, Low),
            (0.009_999_9, Low),
            (0.01, Moderate),
            (0.010_000_1, Moderate),
            (0.1, Moderate),
            (0.100_000_1, High),
            (0.100_1, High),
            (1.0, High),
        ];
        for (share, due) in bands {
            let severity = Severity::of(share);
            assert_eq!(severity, due, "{} % of the time is {severity}", share * 100.0);
        }
    });
}

#[test]
fn a_lock_limits_the_speed_up_by_its_part_of_the_work() {
    LIMIT.claim("the best speed-up must be the work divided by the time under the lock").holds(|| {
        let mut lock = LockUse { name: "ledger", stats: LockStats::default(), threads: 4, busy: ms(80) };
        assert_eq!(lock.limit(), None, "there is one for a lock that nobody has let go of");
        lock.stats.acquisitions = 10;
        lock.stats.hold.record_times(ms(0), 5); // too short for the clock
        assert_eq!(lock.limit(), None, "there is one for a lock that was held for no time");
        lock.stats.hold = LockStats::default().hold;
        lock.stats.hold.record_times(ms(2), 10);
        let limit = lock.limit().unwrap_or_default();
        assert_is(limit, 4.0, "80 ms of work, 20 of them under the lock, gave another one");
        lock.stats.acquisitions = 20;
        assert_is(lock.limit().unwrap_or_default(), 2.0, "acquisitions that were not timed did not count");
        lock.busy = Duration::from_micros(45_500);
        let but = "45.5 ms of work, 40 of them under the lock, gave another one";
        assert_is(lock.limit().unwrap_or_default(), 1.1375, but);
        lock.busy = ms(10);
        assert_is(lock.limit().unwrap_or_default(), 1.0, "it fell below that of a single thread");
        // A lock of a server that has run for weeks: more acquisitions than 32 bits hold.
        (lock.stats.acquisitions, lock.busy) = (5_000_000_000, Duration::from_secs(40_000_000));
        let but = "463 days of work, a quarter of them in 5,000,000,000 acquisitions, gave another one";
        assert_is(lock.limit().unwrap_or_default(), 4.0, but);
    });
}

#[test]
fn the_server_shows_who_waits_for_its_locks() {
    let shown = LESSON.section("In the server").claim("the server must show who waits for its locks");
    shown.beside_others().holds(|| {
        let server = Server::start(&["--workers", "2"]);
        let mut client = server.connect();
        for id in 0..100 {
            client.expect_echo(id, b"hello");
        }
        let stats = client.request(&RawFrame::new(msg_type::STATS, 100, "")).text();
        for lock in ["queue", "completions"] {
            let name = format!("capstone_lock_hold_seconds_count{{lock=\"{lock}\"}} ");
            let count = stats.lines().find_map(|line| line.strip_prefix(&name)?.parse::<f64>().ok());
            assert!(count >= Some(100.0), "after 100 requests STATS says {name}{count:?}\n{stats}");
            let wait = format!("capstone_lock_wait_seconds{{lock=\"{lock}\",quantile=\"0.99\"}} ");
            assert!(stats.contains(&wait), "STATS has no {wait}\n{stats}");
        }
        let summary = server.stop(Signal::TERM).summary;
        for due in
            ["\nlock contention: ", " of the time spent waiting for locks", "\n  queue ", "\n  worker-1 "]
        {
            assert!(summary.contains(due), "the final summary lacks {due:?}\n{summary}");
        }
    });
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text = LESSON.section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(Duration::from_secs(30)).holds(|| {
        assert_example_matches_readme("lesson08", README);
        assert_example_matches_readme("lesson08-before", README);
    });
}
