//! What the table says is wrong, and how much of a speed-up is left.

use crate::table::{profile, table};
use crate::{LIMIT, SEVERITY, SHARE, assert_is, ms};
use capstone::observe::contention::{Contention, Profile, Severity};
use capstone::threads::Place;
use std::time::{Duration, Instant};

#[test]
fn the_wait_share_is_of_all_threads_together() {
    let claim =
        SHARE.claim("the wait share must be all waiting, of all time in which there was something to do");
    claim.holds(|| {
        assert_eq!(Contention::default().wait_share(), 0.0, "it is not 0 for an empty table");
        let contention = table(&[("worker-0", "queue", [100, 1, 750]), ("worker-1", "queue", [150, 1, 0])]);
        let but = "of 250 + 1000 ms, 100 + 150 ms were waited, and the share is another";
        assert_is(contention.wait_share(), 0.2, but);
        assert_eq!(contention.severity(), Severity::High, "20 % is {}", contention.severity());
    });
}

#[test]
fn no_wait_share_is_above_1() {
    SHARE.claim("a wait share must be 1 at most: a thread's first wait begins before its profile").holds(
        || {
            let (start, mut contention) = (Instant::now(), Contention::default());
            let mut profile = Profile::new(start + ms(1));
            profile.begin_wait(Place::Lock("queue"), start);
            profile.end_wait(start + ms(100));
            contention.add("worker-0", &profile, start + ms(100));
            let of_thread = contention.thread("worker-0").expect("there is no row for worker-0").wait_share();
            let shares = [of_thread, contention.wait_share()];
            assert_eq!(shares, [1.0; 2], "that of the thread and that of all are others");
        },
    );
}

#[test]
fn a_cause_is_named_above_10_percent_only() {
    SEVERITY.claim("a cause must be named above 10 %, and only there").holds(|| {
        for (waited, due) in [(5, false), (50, false), (100, false), (110, true)] {
            let cause = table(&[("worker-0", "queue", [waited, 1, 0])]).cause();
            assert_eq!(cause.is_some(), due, "at {} % it is {cause:?}", waited as f64 / 10.0);
        }
        let cause = table(&[("worker-0", "queue", [150, 1, 0]), ("worker-1", "queue", [0, 1, 0])]).cause();
        assert_eq!(
            cause, None,
            "one thread waits for 15 % of its time, all together for 7.5 %, and it is {cause:?}"
        );
    });
}

#[test]
fn the_cause_is_the_lock_that_was_waited_for_longest() {
    LIMIT.claim("the cause must be the lock that was waited for longest, with what it allows").holds(|| {
        let contention = table(&[
            ("worker-0", "queue", [100, 5, 0]),
            ("worker-1", "ledger", [400, 200, 0]),
            ("worker-2", "ledger", [200, 200, 0]),
            ("worker-3", "latch", [40, 1, 0]), // waited for most often
            ("worker-4", "latch", [30, 1, 0]),
            ("worker-5", "latch", [30, 1, 0]),
            ("worker-6", "archive", [0, 900, 0]), // held longest
        ]);
        let cause = contention.cause().expect("none is named at 11 %");
        let found = (cause.lock, cause.threads, cause.hold.as_millis());
        assert_eq!(found, ("ledger", 2, 200), "its lock, threads and hold in ms are others");
        assert_is(cause.share, 0.75, "600 of 800 ms are another share of the waiting");
        assert_is(cause.limit.unwrap_or_default(), 3.5, "its best speed-up is another");
        for longest in ["queue", "ledger"] {
            let (start, mut nearly) = (Instant::now(), Contention::default());
            for lock in ["queue", "ledger"] {
                let mut profile = profile(start, lock, [500, 1, 0]);
                profile.begin_wait(Place::Lock(lock), start);
                profile.end_wait(start + Duration::from_nanos(u64::from(lock == longest)));
                nearly.add(lock, &profile, start + ms(1_000));
            }
            let found = nearly.cause().map(|cause| cause.lock);
            assert_eq!(found, Some(longest), "of two locks it is that with the shorter waits, by 1 ns");
        }
    });
}
