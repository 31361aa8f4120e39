//! How long real locks are held. The check reads its own clock just outside and just inside of what is measured.

use crate::stopwatch::row;
use crate::{LESSON, ms};
use capstone::observe::Meter;
use capstone::threads::{Condition, Lock};
use checks::{Section, asleep, join, spawn_named, until};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const HOLDS: Section = LESSON.section("When the watch runs");

/// Computes for that long.
fn spin(time: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < time {
        std::hint::spin_loop();
    }
}

/// Holds a lock `count` times, each while `hold` runs, and does `pause` after each; the meter must say how long that was. The
/// first 16 of a thread are all timed. `holds` names them.
fn assert_told(holds: &str, count: usize, hold: impl Fn(), pause: impl Fn()) {
    let (meter, lock) = (Meter::start(), Lock::new("held", 0));
    let (mut least, mut most) = (ms(0), ms(0));
    for _ in 0..count {
        let outside = Instant::now();
        let guard = lock.lock();
        let inside = Instant::now();
        hold();
        least += inside.elapsed();
        drop(guard);
        most += outside.elapsed();
        pause();
    }
    let contention = meter.stop();
    let held = row(&contention, "held").stats.hold.sum();
    assert!(least <= held && held <= most, "{holds} took {least:?} to {most:?}, and it says {held:?}");
}

#[test]
fn a_hold_lasts_from_lock_to_unlock() {
    HOLDS.claim("a hold must be measured from the lock to the unlock").holds(|| {
        assert_told("five holds", 5, || thread::sleep(ms(5)), || thread::sleep(ms(5)));
    });
}

#[test]
fn a_short_hold_lasts_from_lock_to_unlock() {
    HOLDS.claim("a hold must be measured from the lock to the unlock, however short").holds(|| {
        for nanos in [0, 130, 400, 700, 1_300, 1_700, 2_300, 2_900, 3_300, 4_700] {
            let hold = move || spin(Duration::from_nanos(nanos));
            join(spawn_named("holder", move || assert_told("16 holds", 16, hold, || ())));
        }
    });
}

#[test]
fn a_timed_hold_tells_its_own_time() {
    HOLDS.claim("a timed hold must tell its own time, whatever it stands for").holds(|| {
        let (meter, lock) = (Meter::start(), Lock::new("alike", 0));
        // Holds that take about the same time. The median, for some of them may be interrupted.
        let mut took: Vec<Duration> = (0..3_000)
            .map(|_| {
                let guard = lock.lock();
                let inside = Instant::now();
                spin(Duration::from_micros(10));
                let took = inside.elapsed();
                drop(guard);
                took
            })
            .collect();
        took.sort();
        let (median, contention) = (took[took.len() / 2], meter.stop());
        let told = row(&contention, "alike").stats.hold.quantile(0.5);
        assert!(
            median / 2 <= told && told <= median * 4,
            "half of 3000 holds took up to {median:?}, and it says {told:?}"
        );
    });
}

#[test]
fn a_sleep_on_a_condition_is_no_hold() {
    HOLDS.claim("the sleep on a condition must not count as a hold").holds(|| {
        let meter = Meter::start();
        let door = Arc::new((Lock::new("door", false), Condition::new("opened")));
        let guest = spawn_named("guest", {
            let door = Arc::clone(&door);
            move || drop(door.1.wait_while(door.0.lock(), |open| !*open))
        });
        until("the guest sleeps", || asleep("guest") == 1);
        let asleep = Instant::now();
        thread::sleep(ms(30));
        let slept = asleep.elapsed();
        *door.0.lock() = true;
        door.1.notify_one();
        join(guest);
        let contention = meter.stop();
        let guest = contention.thread("guest").expect("the table has no thread `guest`");
        let (held, idle, life) = (guest.stats.hold.sum(), guest.idle, guest.life);
        assert!(idle >= slept, "the thread slept {slept:?}, and only {idle:?} of it count as idle");
        assert!(held <= life - slept, "in a life of {life:?} it slept {slept:?} and held {held:?}");
        let acquisitions = guest.stats.acquisitions;
        assert!(acquisitions >= 2, "it took the lock and got it back, and that counts {acquisitions}");
    });
}
