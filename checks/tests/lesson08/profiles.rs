//! One thread's profile, with times made up by the check: so they come out exactly.

use crate::{LESSON, ms};
use capstone::observe::contention::Profile;
use capstone::threads::Place;
use checks::Section;
use std::time::{Duration, Instant};

const APART: Section = LESSON.section("Two kinds of waiting");

/// What an profile says of one wait of 5 ms at `place`: how long the thread waited, and how long it was idle.
fn waited_and_idle(place: Place) -> (Duration, Duration) {
    let start = Instant::now();
    let mut profile = Profile::new(start);
    profile.begin_wait(place, start + ms(1));
    profile.end_wait(start + ms(6));
    (profile.waited(), profile.idle())
}

#[test]
fn waiting_for_a_lock_is_contention() {
    APART.claim("a wait for a lock must count as contention, and not as idleness").holds(|| {
        let found = waited_and_idle(Place::Lock("ledger"));
        assert_eq!(found, (ms(5), ms(0)), "of a wait of 5 ms it says otherwise (waited, idle)");
    });
}

#[test]
fn sleeping_on_a_condition_is_idleness() {
    APART.claim("a sleep on a condition must count as idleness, and not as contention").holds(|| {
        let found = waited_and_idle(Place::Condition("not_empty"));
        assert_eq!(found, (ms(0), ms(5)), "of a sleep of 5 ms it says otherwise (waited, idle)");
    });
}

#[test]
fn joining_a_thread_is_idleness() {
    APART.claim("a join must count as idleness, and not as contention").holds(|| {
        let found = waited_and_idle(Place::Join("worker-0".to_owned()));
        assert_eq!(found, (ms(0), ms(5)), "of a join of 5 ms it says otherwise (waited, idle)");
    });
}

#[test]
fn a_sleep_in_poll_is_idleness() {
    APART.claim("a sleep in poll must count as idleness, and not as contention").holds(|| {
        let found = waited_and_idle(Place::Poll);
        assert_eq!(found, (ms(0), ms(5)), "of a sleep of 5 ms it says otherwise (waited, idle)");
    });
}

#[test]
fn a_wait_counts_in_full() {
    APART.claim("a wait must count in full, however short").holds(|| {
        let start = Instant::now();
        for nanoseconds in [1, 999, 12_345, 1_234_567, 7_000_000_001] {
            let took = Duration::from_nanos(nanoseconds);
            let mut profile = Profile::new(start);
            for place in [Place::Lock("ledger"), Place::Condition("not_empty")] {
                profile.begin_wait(place, start);
                profile.end_wait(start + took);
            }
            let found = (profile.waited(), profile.idle());
            assert_eq!(found, (took, took), "of two waits of {took:?} it says otherwise (waited, idle)");
        }
    });
}

#[test]
fn a_wait_counts_once() {
    APART.claim("a wait must count once, from its own beginning").holds(|| {
        let start = Instant::now();
        let mut profile = Profile::new(start);
        for begun in [10, 20] {
            profile.begin_wait(Place::Lock("ledger"), start + ms(begun));
            profile.end_wait(start + ms(begun + 3));
            profile.end_wait(start + ms(begun + 9));
        }
        assert_eq!(profile.waited(), ms(6), "two waits of 3 ms add up to something else");
    });
}
