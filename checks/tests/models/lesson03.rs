//! Lesson 3 in a thousand schedules: whoever looks away at the wrong moment is found out.

use capstone::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use capstone::sync::thread;
use capstone::threads::{Condition, Latch, Lock, panic_message};
use checks::{SCHEDULES, Section, Text, asleep, join, show, spawn_named};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

const README: &str = "lessons/03-condition-variable/README.md";
const LOST: Section = Text::at(README).section("The lost wake-up");
const LATCH: Section = Text::at(README).section("The latch");
const UNTIL: Section = Text::at(README).section("Until when");
const BUILD: Section = Text::at(README).section("Build it");

fn latch(count: usize) -> Arc<Latch> {
    let latch = Arc::new(Latch::new(count));
    show(&latch, &[("remaining", "data")]);
    latch
}

#[test]
fn a_basket_loses_and_doubles_nothing() {
    LOST.claim("two consumers must take each item once, in whatever order threads run").holds_in_schedules(
        SCHEDULES,
        || {
            let items = Lock::new("items", VecDeque::new());
            let basket = Arc::new((items, Condition::new("filled")));
            show(&basket, &[("items", "data")]);
            let consumers = [1, 2].map(|number| {
                let basket = Arc::clone(&basket);
                spawn_named(&format!("consumer-{number}"), move || {
                    let mut items = basket.1.wait_while(basket.0.lock(), |items| items.is_empty());
                    items.pop_front().expect("wait_while came back though there was no item")
                })
            });
            for item in [1, 2] {
                basket.0.lock().push_back(item);
                basket.1.notify_one();
            }
            let mut taken = consumers.map(join);
            taken.sort_unstable();
            assert_eq!(taken, [1, 2], "they took something else");
        },
    );
}

#[test]
fn a_latch_opens_for_every_waiter() {
    LATCH
        .claim("a latch must let every waiter pass after the last count, and none before")
        .holds_in_schedules(SCHEDULES, || {
            let (latch, done) = (latch(2), Arc::new(AtomicUsize::new(0)));
            let counters = [1, 2].map(|number| {
                let (latch, done) = (Arc::clone(&latch), Arc::clone(&done));
                spawn_named(&format!("counter-{number}"), move || {
                    done.fetch_add(1, SeqCst);
                    latch.count_down();
                })
            });
            let waiters = [1, 2].map(|number| {
                let (latch, done) = (Arc::clone(&latch), Arc::clone(&done));
                spawn_named(&format!("waiter-{number}"), move || {
                    latch.wait();
                    assert_eq!(done.load(SeqCst), 2, "a waiter passed early");
                })
            });
            counters.into_iter().chain(waiters).for_each(join);
        });
}

#[test]
fn a_latch_with_a_deadline_never_lies() {
    UNTIL.claim("a latch must call itself open after the last count, and never before").holds_in_schedules(
        SCHEDULES,
        || {
            let (latch, done) = (latch(1), Arc::new(AtomicUsize::new(0)));
            let counter = spawn_named("counter", {
                let (latch, done) = (Arc::clone(&latch), Arc::clone(&done));
                move || {
                    done.fetch_add(1, SeqCst);
                    latch.count_down();
                }
            });
            // In a model such a deadline may strike at any moment, so the latch has to be asked more than once.
            while !latch.wait_until(Instant::now()) {
                thread::yield_now();
            }
            assert_eq!(done.load(SeqCst), 1, "it called itself open too early");
            join(counter);
            assert!(latch.wait_until(Instant::now()), "it called itself closed after the last count");
        },
    );
}

#[test]
fn a_latch_gives_up_at_its_deadline_and_not_before() {
    UNTIL.claim("a wait with a deadline must go on until the last count or the deadline").holds_in_schedules(
        SCHEDULES,
        || {
            let latch = latch(2);
            let counter = spawn_named("counter", {
                let latch = Arc::clone(&latch);
                move || (0..2).for_each(|_| latch.count_down())
            });
            // A wait may return though nobody notified and no deadline has struck: an `if` would take that for the end.
            let open = latch.wait_until(Instant::now() + Duration::from_secs(3600));
            assert!(open, "it gave up an hour before its deadline");
            join(counter);
        },
    );
}

#[test]
fn a_latch_counts_what_comes_at_the_deadline() {
    UNTIL.claim("a count that reaches zero at the very deadline must be in time").holds_in_schedules(
        SCHEDULES,
        || {
            let latch = latch(1);
            let waiter = spawn_named("waiter", {
                let latch = Arc::clone(&latch);
                move || latch.wait_until(Instant::now() + Duration::from_secs(60))
            });
            latch.count_down();
            // Whoever is still in its wait now comes back to an open latch, whatever has ended the wait.
            let waits = asleep("waiter") == 1;
            let open = join(waiter);
            assert!(open || !waits, "it called a latch closed that had opened before the end of its wait");
        },
    );
}

#[test]
fn a_latch_that_two_threads_count_at_once_panics_in_one() {
    BUILD.claim("of two threads that count a latch of 1 down, one must panic").holds_in_schedules(
        SCHEDULES,
        || {
            let latch = latch(1);
            let counters = [1, 2].map(|number| {
                let latch = Arc::clone(&latch);
                spawn_named(&format!("counter-{number}"), move || {
                    let counted = catch_unwind(AssertUnwindSafe(|| latch.count_down()));
                    counted.err().map(panic_message)
                })
            });
            let panics: Vec<String> = counters.into_iter().filter_map(join).collect();
            assert_eq!(panics.len(), 1, "{} did: {panics:?}", panics.len());
            let overflow = panics[0].contains("overflow");
            assert!(!overflow, "only a debug build did: the look at the count and its change need one lock");
            assert_eq!(latch.remaining(), 0, "after the panic the latch was not open");
        },
    );
}
