//! The latch: it opens once, at zero, for everybody.

use crate::{BUILD, README, UNTIL, WATCHED, far_away};
use capstone::threads::Latch;
use checks::{Section, Text, asleep, assert_panics, assert_sleeps, join, spawn_named, until};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread::sleep;
use std::time::{Duration, Instant};

const LATCH: Section = Text::at(README).section("The latch");

#[test]
fn a_latch_opens_at_the_last_count_and_not_before() {
    LATCH.claim("a latch of 3 must open at the third count, and not before").holds(|| {
        let latch = Arc::new(Latch::new(3));
        latch.count_down();
        latch.count_down();
        assert_eq!(latch.remaining(), 1, "after two counts it did not stand at 1");
        let waiter = spawn_named("waiter", {
            let latch = Arc::clone(&latch);
            move || latch.wait()
        });
        until("the waiter sleeps, or has passed", || asleep("waiter") == 1 || waiter.is_finished());
        assert!(!waiter.is_finished(), "a waiter passed after two");
        latch.count_down();
        join(waiter);
    });
}

#[test]
fn an_open_latch_wakes_every_waiter() {
    LATCH.claim("a latch that opens must wake every thread that waits").holds(|| {
        // One of four has a deadline: the first that sleeps, the second, and so on.
        for hurried in 1..=4 {
            let latch = Arc::new(Latch::new(1));
            let waiters = [1, 2, 3, 4].map(|number| {
                let latch = Arc::clone(&latch);
                let waiter = spawn_named(&format!("waiter-{number}"), move || match number {
                    _ if number == hurried => assert!(latch.wait_until(far_away())),
                    _ => latch.wait(),
                });
                until("all that have come wait", || asleep("waiter") == number);
                waiter
            });
            latch.count_down();
            waiters.into_iter().for_each(join);
        }
    });
}

#[test]
fn a_thread_that_waits_at_a_latch_sleeps() {
    LATCH.claim("a thread that waits at a latch must sleep, and cost nothing").within(WATCHED).holds(|| {
        let (latch, begun) = (Arc::new(Latch::new(2)), Arc::new(AtomicUsize::new(0)));
        ["waiter", "waiter-until"].into_iter().for_each(|name| {
            let (latch, begun) = (Arc::clone(&latch), Arc::clone(&begun));
            spawn_named(name, move || {
                begun.fetch_add(1, SeqCst);
                match name {
                    "waiter" => latch.wait(),
                    _ => assert!(latch.wait_until(far_away())),
                }
            });
        });
        until("both have begun", || begun.load(SeqCst) == 2);
        // In the end they go on. Whether they do is another claim's business.
        for _ in 0..2 {
            ["waiter", "waiter-until"].into_iter().for_each(assert_sleeps);
            latch.count_down();
        }
    });
}

#[test]
fn an_open_latch_holds_nobody_up() {
    LATCH.claim("a latch that is open must hold nobody up").holds(|| {
        let late = Latch::new(1);
        late.count_down();
        for latch in [late, Latch::new(0)] {
            latch.wait();
            assert!(latch.wait_until(far_away()), "wait_until said that it is closed");
        }
    });
}

#[test]
fn a_latch_with_a_deadline_says_whether_it_is_open() {
    UNTIL.claim("a latch must say at the deadline whether its count is zero").holds(|| {
        let (latch, passed) = (Latch::new(1), Instant::now());
        assert!(!latch.wait_until(passed), "it said so of a latch that stands at 1");
        assert!(
            !latch.wait_until(passed + Duration::from_millis(20)),
            "it said so of a latch that stands at 1"
        );
        latch.count_down();
        assert!(latch.wait_until(passed), "it denied it, for the deadline had passed as well");
    });
}

#[test]
fn a_latch_loses_no_count_of_several_threads() {
    const EACH: usize = 20_000;
    LATCH.claim("a latch that several threads count down at once must lose no count").holds(|| {
        let latch = Arc::new(Latch::new(4 * EACH));
        let counter = |_| {
            let latch = Arc::clone(&latch);
            spawn_named("counter", move || (0..EACH).for_each(|_| latch.count_down()))
        };
        (0..4).map(counter).collect::<Vec<_>>().into_iter().for_each(join);
        let left = latch.remaining();
        assert_eq!(
            left,
            0,
            "four threads counted {} times, as often as it asks, and it stands at {left}",
            4 * EACH
        );
    });
}

#[test]
fn a_latch_gives_up_at_its_deadline_whoever_counts() {
    UNTIL.claim("a count before the deadline must not put the deadline off").holds(|| {
        let latch = Arc::new(Latch::new(1000));
        let waiter = spawn_named("waiter", {
            let latch = Arc::clone(&latch);
            move || latch.wait_until(Instant::now() + Duration::from_secs(1))
        });
        // For 5 s: whoever begins to wait anew at each count goes on for as long, if none of them is late by a second.
        for _ in (0..250).take_while(|_| !waiter.is_finished()) {
            latch.count_down();
            sleep(Duration::from_millis(20));
        }
        let counts = 1000 - latch.remaining();
        assert!(
            counts < 250,
            "the wait went on for {counts} counts, 20 ms each, and its deadline was after a second"
        );
        assert!(!join(waiter), "it said that a latch is open that stands at {}", 1000 - counts);
    });
}

#[test]
fn a_latch_that_is_counted_too_often_panics() {
    BUILD.claim("counting an open latch down must panic").holds(|| {
        let latch = Latch::new(1);
        latch.count_down();
        let went_through = "it went through: somebody counted one thing twice, and nobody hears of it";
        assert_panics(|| latch.count_down(), went_through);
        assert_eq!(latch.remaining(), 0, "after the panic the latch was not open any more");
    });
}
