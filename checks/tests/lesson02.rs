//! Lesson 2: a lock keeps a read and a write together, lets those sleep who wait, and survives a panic.
#![cfg(not(feature = "shuttle"))]

use capstone::threads::Lock;
use checks::{
    Section, Text, assert_example_matches_readme, assert_sleeps, blocked, join, spawn_named, until,
};
use std::hint;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

const README: &str = "lessons/02-mutex/README.md";
const SECTION: Section = Text::at(README).section("A critical section");
const HOLD: Section = Text::at(README).section("How long to hold it");
const COST: Section = Text::at(README).section("What it costs");
const POISON: Section = Text::at(README).section("Poison: when the holder panics");
const BUILD: Section = Text::at(README).section("Build it");

/// Watching a sleeper takes CPU time, of which a loaded machine has little to give.
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
        let reader = spawn_named("reader", {
            let lock = Arc::clone(&lock);
            move || *lock.lock()
        });
        until("the reader waits for the lock, or has given up", || {
            list_shows("thread `reader` waits for the lock `value`") || reader.is_finished()
        });
        assert!(!reader.is_finished(), "a reader came back while the guard was held");
        *guard = 2;
        drop(guard);
        let read = join(reader);
        assert!(read == 2, "the reader found {read}, though 2 was written before the drop");
    });
}

#[test]
fn a_thread_that_waits_for_the_lock_sleeps() {
    COST.claim("a thread that waits for the lock must sleep").within(WATCHED).holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        let begun = Arc::new(AtomicBool::new(false));
        let guard = lock.lock();
        let waiter = spawn_named("waiter", {
            let (lock, begun) = (Arc::clone(&lock), Arc::clone(&begun));
            move || {
                begun.store(true, SeqCst);
                drop(lock.lock());
            }
        });
        until("the waiter has begun", || begun.load(SeqCst));
        assert_sleeps("waiter");
        drop(guard);
        join(waiter);
    });
}

#[test]
fn a_thread_that_waits_is_on_the_waiting_list_until_it_has_the_lock() {
    let claim = BUILD.claim("the waiting list must show a thread as long as it waits for a lock");
    claim.within(WATCHED).holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        let guard = lock.lock();
        let (got_it, has_it) = mpsc::channel();
        let (go, end) = mpsc::channel();
        let waiter = spawn_named("waiter", {
            let lock = Arc::clone(&lock);
            move || {
                let guard = lock.lock();
                got_it.send(()).unwrap();
                end.recv().unwrap();
                drop(guard);
            }
        });
        let line = "thread `waiter` waits for the lock `value`";
        until(&format!("the waiting list shows: {line}"), || list_shows(line));
        assert_sleeps("waiter"); // it has stopped looking, and sleeps
        assert!(list_shows(line), "the list showed it only while it looked, and not while it sleeps");
        drop(guard);
        has_it.recv().unwrap();
        assert_eq!(blocked(), [], "the waiting list still shows the thread, which has the lock");
        go.send(()).unwrap();
        join(waiter);
    });
}

#[test]
fn a_debug_build_knows_who_holds_the_lock() {
    HOLD.claim("in a debug build the list must name the holder, and a thread that locks twice must panic")
        .holds(|| {
            let lock = Arc::new(Lock::new("value", 1));
            let (took, has_taken) = mpsc::channel();
            let (go, end) = mpsc::channel::<()>();
            let holding = Arc::clone(&lock);
            let holder = spawn_named("holder", move || {
                let _guard = holding.lock();
                took.send(()).unwrap();
                let _ = end.recv();
            });
            has_taken.recv().unwrap();
            let waiting = Arc::clone(&lock);
            let waiter = spawn_named("waiter", move || drop(waiting.lock()));
            until("the waiter is on the waiting list", || {
                list_shows("thread `waiter` waits for the lock `value`")
            });
            let holders: Vec<_> = blocked().into_iter().filter_map(|waiter| waiter.holder).collect();
            drop(go);
            join(holder);
            join(waiter);
            assert_eq!(holders, ["holder"], "the list named other holders of the lock");
            let locking = Arc::clone(&lock);
            let twice = spawn_named("twice", move || {
                let _guard = locking.lock();
                drop(locking.lock());
            });
            until("a thread that has locked twice has panicked", || twice.is_finished());
            assert!(twice.join().is_err(), "a thread got the lock that it already had");
        });
}

#[test]
fn a_thread_that_finds_the_lock_free_is_on_no_list() {
    BUILD.claim("a thread that finds the lock free must not go on the waiting list").holds(|| {
        let locks = [(); 2].map(|()| Arc::new(Lock::new("value", 1)));
        die_with_the_guard(&locks[1]);
        for (lock, history) in locks.into_iter().zip(["nobody else wants", "somebody panicked with"]) {
            let (stop, (began, begun)) = (Arc::new(AtomicBool::new(false)), mpsc::channel());
            let stopped = Arc::clone(&stop);
            let user = spawn_named("user", move || {
                drop(lock.lock());
                began.send(()).unwrap();
                while !stopped.load(SeqCst) {
                    drop(lock.lock());
                }
            });
            begun.recv().unwrap();
            // On the list for a moment each time, it would be there at most of these looks.
            let is_seen = (0..300).any(|_| {
                thread::sleep(Duration::from_micros(50));
                list_shows("thread `user` waits for the lock `value`")
            });
            stop.store(true, SeqCst);
            join(user);
            assert!(!is_seen, "the list showed the only user of a lock that {history}");
        }
    });
}

/// The shortest time of a thousand in which `act` was done a hundred times: in one of them nothing else ran.
fn shortest(act: impl Fn()) -> Duration {
    let time = |_| {
        let began = Instant::now();
        (0..100).for_each(|_| act());
        began.elapsed()
    };
    (0..1_000).map(time).min().expect("there are a thousand")
}

#[test]
fn a_free_lock_is_taken_at_once() {
    COST.claim("a thread that finds the lock free must take it at once, without a pause before").holds(|| {
        let lock = Lock::new("value", 1);
        let free = shortest(|| drop(lock.lock()));
        // Those that `spin` makes before each of its looks. A free lock takes a fifth of their time.
        let pauses = shortest(|| (0..50).for_each(|_| hint::spin_loop()));
        assert!(
            2 * free < pauses,
            "a hundred times a free lock took {free:?}, and the pauses before a hundred further looks take {pauses:?}"
        );
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
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(Duration::from_secs(60)).holds(|| {
        assert_example_matches_readme("lesson02", README);
        assert_example_matches_readme("lesson02-before", README);
    });
}
