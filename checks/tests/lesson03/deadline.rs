//! Waits that end at a point in time.

use crate::{UNTIL, far_away};
use capstone::threads::{Condition, Lock};
use checks::{asleep, join, spawn_named, until};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[test]
fn a_deadline_ends_the_wait() {
    UNTIL.claim("a wait must end at its deadline, and say so").holds(|| {
        let (lock, condition) = (Lock::new("value", 0), Condition::new("changed"));
        let deadline = Instant::now() + Duration::from_millis(20);
        let (mut guard, mut timed_out) = (lock.lock(), false);
        while !timed_out {
            (guard, timed_out) = condition.wait_until(guard, deadline);
        }
        assert!(Instant::now() >= deadline, "it said so before the deadline");
        *guard = 1;
    });
}

#[test]
fn a_notification_is_not_taken_for_the_deadline() {
    UNTIL.claim("a wait that a notification ended must not say that the deadline did").holds(|| {
        let door = Arc::new((Lock::new("door", false), Condition::new("opened")));
        let sleeper = spawn_named("sleeper", {
            let door = Arc::clone(&door);
            move || {
                let (mut open, mut timed_out) = (door.0.lock(), false);
                while !*open && !timed_out {
                    (open, timed_out) = door.1.wait_until(open, far_away());
                }
                timed_out
            }
        });
        until("the sleeper sleeps", || asleep("sleeper") == 1);
        *door.0.lock() = true;
        door.1.notify_one();
        assert!(!join(sleeper), "it said that an hour has passed");
    });
}

#[test]
fn a_notification_in_time_is_not_taken_for_the_deadline_either() {
    UNTIL.claim("a wait that a notification ended in time must not say that the deadline did").holds(|| {
        let scene = Arc::new((Lock::new("value", 0), Condition::new("changed")));
        let deadline = Instant::now() + Duration::from_secs(1);
        let sleeper = spawn_named("sleeper", {
            let scene = Arc::clone(&scene);
            move || scene.1.wait_until(scene.0.lock(), deadline).1
        });
        until("the sleeper sleeps", || asleep("sleeper") == 1 || sleeper.is_finished());
        // It wakes in time, and has to wait for the lock until the deadline has passed.
        let guard = scene.0.lock();
        scene.1.notify_one();
        let in_time = Instant::now() < deadline;
        std::thread::sleep(deadline.saturating_duration_since(Instant::now()) + Duration::from_millis(1));
        drop(guard);
        let timed_out = join(sleeper);
        assert!(
            !in_time || !timed_out,
            "it was notified before the deadline, and said that the deadline had ended the wait"
        );
    });
}
