//! Profiles added up to a table.

use crate::{LESSON, ms};
use capstone::observe::Summary;
use capstone::observe::contention::{Contention, LockStats, Profile};
use capstone::threads::Place;
use checks::Section;
use std::iter::repeat_n;
use std::time::{Duration, Instant};

const ADDED: Section = LESSON.section("One profile for each thread");

/// A profile that begins at `start`, with a wait and a hold of `lock`, and then a sleep on `not_empty`.
pub(crate) fn profile(start: Instant, lock: &'static str, [waited, held, slept]: [u64; 3]) -> Profile {
    let mut profile = Profile::new(start);
    profile.begin_wait(Place::Lock(lock), start);
    profile.end_wait(start + ms(waited));
    profile.count(lock, 1);
    profile.record_hold(lock, ms(held), 1);
    profile.begin_wait(Place::Condition("not_empty"), start);
    profile.end_wait(start + ms(slept));
    profile
}

/// Adds profiles that were all kept for a second.
pub(crate) fn table(profiles: &[(&str, &'static str, [u64; 3])]) -> Contention {
    let (start, mut contention) = (Instant::now(), Contention::default());
    for (thread, lock, times) in profiles {
        contention.add(thread, &profile(start, lock, *times), start + ms(1_000));
    }
    contention
}

/// Acquisitions, how many waits there were and how long they took together, and the same of the holds.
fn figures(LockStats { acquisitions, wait, hold }: &LockStats) -> (u64, u64, Duration, u64, Duration) {
    (*acquisitions, wait.count(), wait.sum(), hold.count(), hold.sum())
}

#[test]
fn all_threads_add_up_lock_by_lock() {
    ADDED.claim("the table must have the figures of all threads, lock by lock").holds(|| {
        let contention = table(&[
            ("worker-0", "queue", [10, 1, 300]),
            ("worker-1", "queue", [30, 2, 0]),
            ("worker-2", "ledger", [0, 3, 0]), // a clock has steps: a wait may begin and end within one
        ]);
        let rows = ["queue", "ledger", "latch"].map(|name| {
            let lock = contention.lock(name)?;
            Some((figures(&lock.stats), lock.threads))
        });
        let due = [Some(((2, 2, ms(40), 2, ms(3)), 2)), Some(((1, 1, ms(0), 1, ms(3)), 1)), None];
        assert_eq!(
            rows, due,
            "acquisitions, waits, waited, holds, held and threads of three locks are others"
        );
        let busy = contention.lock("queue").map(|lock| lock.busy);
        assert_eq!(
            busy,
            Some(ms(690 + 970)),
            "what its two threads neither slept nor waited is another time"
        );
        let start = Instant::now();
        let mut both = profile(start, "queue", [10, 1, 0]);
        both.begin_wait(Place::Lock("ledger"), start);
        both.end_wait(start + ms(20));
        let mut contention = Contention::default();
        contention.add("worker-0", &both, start + ms(1_000));
        let busy = ["queue", "ledger"].map(|name| contention.lock(name).map(|lock| lock.busy));
        let but = "a thread that waited 10 ms for one lock and 20 ms for another was busy for another time";
        assert_eq!(busy, [Some(ms(970)); 2], "{but}");
    });
}

#[test]
fn threads_of_one_name_share_a_row() {
    ADDED.claim("threads of one name must share a row, with all that each of them did").holds(|| {
        let contention = table(&[
            ("worker-0", "queue", [10, 1, 100]),
            ("worker-0", "ledger", [20, 2, 200]),
            ("main", "queue", [0, 1, 0]),
        ]);
        let names: Vec<&str> = contention.threads.iter().map(|thread| thread.name.as_str()).collect();
        assert_eq!(names.len(), 2, "the threads worker-0, worker-0 and main gave the rows {names:?}");
        let worker = contention.thread("worker-0").expect("there is no row for worker-0");
        let (found, due) = ((worker.life, worker.idle), (ms(2_000), ms(300)));
        assert_eq!(found, due, "life and idle of worker-0 are others");
        let (found, due) = (figures(&worker.stats), (2, 2, ms(30), 2, ms(3)));
        assert_eq!(found, due, "acquisitions, waits, waited, holds and held of worker-0 are others");
        let busy = ["queue", "ledger"].map(|lock| contention.lock(lock).map(|row| row.busy));
        let due = [890 + 1_000, 780].map(|time| Some(ms(time)));
        assert_eq!(
            busy, due,
            "what the threads of `queue` and of `ledger` neither slept nor waited is another time"
        );
        let twins = table(&[("worker-0", "queue", [10, 1, 100]), ("worker-0", "queue", [20, 1, 100])]);
        let threads = twins.lock("queue").map(|lock| lock.threads);
        assert_eq!(threads, Some(2), "two threads named worker-0 counted as another number of its lock's");
    });
}

#[test]
fn conditions_stay_apart() {
    ADDED.claim("the table must keep conditions apart from locks").holds(|| {
        let contention = table(&[("worker-0", "queue", [10, 1, 300]), ("worker-1", "queue", [10, 1, 400])]);
        let slept = contention.condition("not_empty").map(|row| (row.sleep.count(), row.sleep.sum()));
        assert_eq!(slept, Some((2, ms(700))), "two sleeps of 300 and 400 ms on `not_empty` show otherwise");
        assert_eq!(contention.waited(), ms(20), "what was waited for locks is another time");
    });
}

#[test]
fn a_sleep_counts_under_the_name_of_its_place() {
    ADDED
        .claim("each sleep must count under the name of its place, and poll must not be among the joins")
        .holds(|| {
            let places = [
                ("not_empty", Place::Condition("not_empty")),
                ("end of a thread", Place::Join("worker-0".to_owned())),
                ("poll", Place::Poll),
            ];
            let (start, mut contention) = (Instant::now(), Contention::default());
            for (number, (_, place)) in (1..).zip(&places) {
                let mut profile = Profile::new(start);
                profile.begin_wait(place.clone(), start);
                profile.end_wait(start + ms(number));
                contention.add("event-loop", &profile, start + ms(10));
            }
            for (number, (name, _)) in (1..).zip(&places) {
                let slept = contention.condition(name).map(|row| (row.sleep.count(), row.sleep.sum()));
                assert_eq!(
                    slept,
                    Some((1, ms(number))),
                    "one sleep of {number} ms under `{name}` shows otherwise"
                );
            }
        });
}

#[test]
fn percentiles_are_those_of_all_waits_together() {
    ADDED.claim("percentiles must be those of all waits together").holds(|| {
        let (start, mut contention) = (Instant::now(), Contention::default());
        let mut often = Profile::new(start);
        // One long wait among the short ones of a profile, and one that is alone in its profile.
        for took in repeat_n(ms(1), 99).chain([ms(101)]) {
            for place in [Place::Lock("queue"), Place::Condition("not_empty")] {
                often.begin_wait(place, start);
                often.end_wait(start + took);
            }
            often.record_hold("queue", took, 1);
        }
        contention.add("worker-0", &often, start + ms(1_000));
        contention.add("worker-0", &profile(start, "queue", [7, 7, 7]), start + ms(1_000));
        let lock = &contention.lock("queue").expect("there is no row for the queue").stats;
        let thread = &contention.thread("worker-0").expect("there is no row for worker-0").stats;
        let sleep = &contention.condition("not_empty").expect("there is no row for not_empty").sleep;
        assert_percentiles("waits for a lock", &lock.wait);
        assert_percentiles("holds of a lock", &lock.hold);
        assert_percentiles("waits of a thread", &thread.wait);
        assert_percentiles("holds of a thread", &thread.hold);
        assert_percentiles("sleeps on a condition", sleep);
    });
}

#[track_caller]
fn assert_percentiles(what: &str, times: &Summary) {
    let found = (times.count(), times.quantile(0.5).as_millis(), times.max().as_millis());
    let due = (101, 1, 101);
    assert_eq!(found, due, "of 99 {what} of 1 ms, one of 101 and one of 7, count, p50 and max are others");
}

#[test]
fn a_thread_without_locks_is_left_out() {
    ADDED.claim("a thread that had nothing to do with locks must not be in the table").holds(|| {
        let (start, mut contention) = (Instant::now(), Contention::default());
        contention.add("bystander", &Profile::new(start), start + ms(1_000));
        assert!(contention.threads.is_empty(), "there it is: {:?}", contention.threads);
    });
}

#[test]
fn a_thread_that_only_slept_is_in_the_table() {
    ADDED.claim("a thread that only slept must be in the table").holds(|| {
        let (start, mut contention) = (Instant::now(), Contention::default());
        let mut sleeper = Profile::new(start);
        sleeper.begin_wait(Place::Condition("not_empty"), start);
        sleeper.end_wait(start + ms(300));
        contention.add("sleeper", &sleeper, start + ms(1_000));
        let found = contention.thread("sleeper").map(|thread| (thread.life, thread.idle));
        assert_eq!(found, Some((ms(1_000), ms(300))), "its life and idle time are others");
        let slept = contention.condition("not_empty").map(|row| row.sleep.sum());
        assert_eq!(slept, Some(ms(300)), "its sleep on `not_empty` shows otherwise");
    });
}
