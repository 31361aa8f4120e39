//! Lesson 2: a lock keeps a read and a write together, lets those sleep who wait, and survives a panic.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson02/cost.rs"]
mod cost;
#[path = "lesson02/waiting.rs"]
mod waiting;

use capstone::threads::Lock;
use checks::{
    Process, Section, Text, assert_a_release_build_leaves_nothing_out, assert_example_matches_readme,
    blocked, example, join, spawn_named, until,
};
use std::panic::resume_unwind;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

const README: &str = "lessons/02-mutex/README.md";
const SECTION: Section = Text::at(README).section("A critical section");
const HOLD: Section = Text::at(README).section("How long to hold it");
const COST: Section = Text::at(README).section("What it costs");
const POISON: Section = Text::at(README).section("Poison: when the holder panics");
const BUILD: Section = Text::at(README).section("Build it");

/// A program of the lesson has ended by then, also on a busy machine.
const PROGRAM: Duration = Duration::from_secs(60);

/// On a loaded machine it may take a while until a thread that spins has had enough of a core to be told from a sleeper.
const WATCHED: Duration = Duration::from_secs(60);

/// A thread that panics with the guard in hand, having set the value to 2. Prints nothing.
fn die_with_the_guard(lock: &Arc<Lock<u32>>) {
    let lock = Arc::clone(lock);
    let holder = spawn_named("holder", move || {
        let mut value = lock.lock();
        *value = 2;
        resume_unwind(Box::new("dies with the guard in hand"));
    });
    assert!(holder.join().is_err());
}

fn list_shows(line: &str) -> bool {
    blocked().iter().any(|waiter| waiter.to_string().starts_with(line))
}

#[test]
fn no_update_is_lost() {
    SECTION.claim("of updates that are made under the lock, all must arrive").holds(|| {
        let total = Arc::new(Lock::new("total", 0));
        let adders = [1, 2, 3, 4].map(|number| {
            let total = Arc::clone(&total);
            spawn_named(&format!("adder-{number}"), move || (0..25_000).for_each(|_| *total.lock() += 1))
        });
        for adder in adders {
            assert!(adder.join().is_ok(), "an adder did not get the lock, it panicked");
        }
        let total = *total.lock();
        assert!(total == 100_000, "{total} of 100000 arrived");
    });
}

#[test]
fn dropping_the_guard_lets_the_next_thread_in() {
    HOLD.claim("a thread must get the lock once the guard is dropped, and not before").holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        let mut guard = lock.lock();
        let readers = [1, 2, 3].map(|number| {
            let lock = Arc::clone(&lock);
            let name = format!("reader-{number}");
            let reader = spawn_named(&name, move || *lock.lock());
            until("each reader waits for the lock, or has given up", || {
                list_shows(&format!("thread `{name}` waits for the lock `value`")) || reader.is_finished()
            });
            assert!(!reader.is_finished(), "a reader came back while the guard was held");
            reader
        });
        *guard = 2;
        drop(guard);
        for read in readers.map(join) {
            assert!(read == 2, "a reader found {read}, though 2 was written before the drop");
        }
    });
}

#[test]
fn a_panic_with_the_guard_shuts_nobody_out() {
    POISON.claim("after a panic with the guard in hand, the next thread must get the lock").holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        die_with_the_guard(&lock);
        assert_eq!(*lock.lock(), 2, "it found something else than the panicking thread had left");
    });
}

#[test]
fn a_thread_that_waits_already_gets_in_after_a_panic() {
    POISON.claim("a thread that waits while the holder panics must get the lock").holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        let (tell, told) = mpsc::channel();
        let (took, has_taken) = mpsc::channel();
        let holder = spawn_named("holder", {
            let lock = Arc::clone(&lock);
            move || {
                let mut guard = lock.lock();
                took.send(()).unwrap();
                told.recv().unwrap();
                *guard = 2;
                resume_unwind(Box::new("dies with the guard in hand"));
            }
        });
        has_taken.recv().unwrap();
        let waiter = spawn_named("waiter", move || *lock.lock());
        until("the waiter waits for the lock", || list_shows("thread `waiter` waits for the lock `value`"));
        tell.send(()).unwrap();
        assert!(holder.join().is_err());
        assert!(matches!(waiter.join(), Ok(2)), "the waiter panicked too");
    });
}

#[test]
fn into_inner_gives_the_value_even_after_a_panic() {
    POISON.claim("into_inner must give the value, also after a panic with the guard in hand").holds(|| {
        assert_eq!(Lock::new("value", 1).into_inner(), 1, "without a panic it gave another one");
        let lock = Arc::new(Lock::new("value", 1));
        die_with_the_guard(&lock);
        let lock = Arc::into_inner(lock).expect("the holder has ended");
        assert_eq!(lock.into_inner(), 2, "it gave something else than the panicking thread had left");
    });
}

#[test]
fn a_lock_writes_nothing() {
    HOLD.claim("a lock must write nothing: others would wait for it meanwhile").within(PROGRAM).holds(|| {
        let mut program = Command::new(example("lesson02"));
        program.env("RUST_BACKTRACE", "0").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = Process::spawn(&mut program);
        assert!(process.wait(PROGRAM).success(), "lesson02 failed: {}", process.stderr_text());
        let stderr = process.stderr_text();
        // What the standard library says of the panic that the program has on purpose.
        let of_the_panic = |line: &&str| {
            line.is_empty()
                || line.contains("guard in hand")
                || ["thread '", "note: "].iter().any(|begin| line.starts_with(begin))
        };
        let others: Vec<&str> = stderr.lines().filter(|line| !of_the_panic(line)).collect();
        assert!(
            others.is_empty(),
            "lesson02, in which a thread panics with the guard, wrote to stderr {others:?}"
        );
    });
}

#[test]
fn a_release_build_leaves_nothing_out() {
    assert_a_release_build_leaves_nothing_out(README);
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(PROGRAM).holds(|| {
        assert_example_matches_readme("lesson02", README);
        assert_example_matches_readme("lesson02-before", README);
    });
}
