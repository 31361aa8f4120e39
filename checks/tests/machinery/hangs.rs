//! Hangs are told at once: when nobody is left to wake anybody, and when a thread would wait for itself.

use crate::door::Door;
use crate::failure_of_hanging;
use capstone::threads::Lock;
use checks::{Claim, Text, blocked, join, spawn_named, until};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
#[cfg(target_os = "linux")]
use std::{io::Read, os::unix::net::UnixStream};

fn claim() -> Claim {
    Text::at("lessons/00-machinery/README.md").section("Close").claim("close must wake every blocked pop")
}

#[test]
#[cfg(target_os = "linux")]
fn a_check_whose_threads_wait_for_each_other_says_so_long_before_its_deadline() {
    let door = Door::new();
    let failure = failure_of_hanging(claim(), {
        let door = door.clone();
        move || join(spawn_named("popper-1", move || door.wait()))
    });
    door.open();
    assert_eq!(
        failure,
        "close must wake every blocked pop, but all its threads wait, and none is left to wake another; see \
         lessons/00-machinery/README.md, section \"Close\"\n    thread `popper-1` waits on the condition `opened`"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_waited_for_is_told_as_soon_as_nobody_can_bring_it_about() {
    let door = Door::new();
    let failure = failure_of_hanging(claim(), {
        let door = door.clone();
        move || {
            let popper = spawn_named("popper-1", move || door.wait());
            until("the pop returned", || popper.is_finished());
        }
    });
    door.open();
    let expected = "close must wake every blocked pop; expected: the pop returned, but all threads wait, and none is left \
                    to wake another; see ";
    assert!(failure.starts_with(expected), "{failure}");
}

/// On a busy machine, a thread that waits for something may not get to look for seconds. That is no hang.
#[test]
fn who_is_slow_to_look_is_waited_for() {
    claim().holds(|| {
        let door = Door::new();
        let popper = spawn_named("popper-1", {
            let door = door.clone();
            move || door.wait()
        });
        until("the pop returned", || {
            thread::sleep(Duration::from_secs(2));
            door.open();
            popper.is_finished()
        });
        let napper = spawn_named("napper", || thread::sleep(Duration::from_secs(1)));
        until("the napper ended, after no more was suspected", || napper.is_finished());
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_sleep_that_ends_long_after_the_check_and_a_read_that_nobody_answers_are_endless_too() {
    let sleeps: [fn(Door); 2] = [
        |door| drop(door.0.1.wait_until(door.0.0.lock(), Instant::now() + Duration::from_secs(600))),
        |_| {
            let (mut here, _there) = UnixStream::pair().unwrap();
            let _ = here.read(&mut [0]);
        },
    ];
    for sleep in sleeps {
        let failure =
            failure_of_hanging(claim(), move || join(spawn_named("sleeper", move || sleep(Door::new()))));
        assert!(failure.contains("but all its threads wait, and none is left to wake another"), "{failure}");
    }
}

#[test]
#[cfg(debug_assertions)]
fn who_waits_for_a_lock_is_shown_with_who_holds_it() {
    claim().holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        let guard = lock.lock();
        let waiter = spawn_named("waiter", {
            let lock = Arc::clone(&lock);
            move || drop(lock.lock())
        });
        until("the waiter is on the list", || !blocked().is_empty());
        let lines: Vec<String> = blocked().iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["thread `waiter` waits for the lock `value`, which `check` holds"]);
        drop(guard);
        join(waiter);
        assert_eq!(blocked(), []);
    });
}

#[test]
#[cfg(debug_assertions)]
fn locking_again_what_one_holds_fails_at_once_wherever_it_happens() {
    let door = Door::new();
    let failure = failure_of_hanging(claim(), {
        let door = door.clone();
        move || {
            spawn_named("popper", || {
                let lock = Lock::new("queue", 1);
                let _guard = lock.lock();
                let other = Lock::new("queue", 1); // another one of the same name is no matter
                drop(other.lock());
                drop(lock.lock());
            });
            door.wait();
        }
    });
    door.open();
    let expected =
        "close must wake every blocked pop, but `popper` locks `queue`, which it already holds; see ";
    assert!(failure.starts_with(expected), "{failure}");
}

#[test]
fn who_sleeps_for_a_time_is_waited_for() {
    claim().holds(|| {
        let door = Door::new();
        let opener = spawn_named("opener", {
            let door = door.clone();
            move || {
                thread::sleep(Duration::from_millis(2_500)); // longer than it takes to see that nothing moves
                door.open();
            }
        });
        door.wait();
        join(opener);
    });
}
