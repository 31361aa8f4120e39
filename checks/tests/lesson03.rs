//! Lesson 3: a thread sleeps until another has changed something, hears of it, and looks for itself.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson03/deadline.rs"]
mod deadline;
#[path = "lesson03/latch.rs"]
mod latch;
#[path = "lesson03/waking.rs"]
mod waking;

use capstone::threads::{Condition, Guard, Lock};
use checks::{
    Section, Text, asleep, assert_a_release_build_leaves_nothing_out, assert_example_matches_readme,
    assert_sleeps, blocked, join, spawn_named, until,
};
use std::collections::VecDeque;
use std::iter;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const README: &str = "lessons/03-condition-variable/README.md";
const WHY: Section = Text::at(README).section("Why");
const LOST: Section = Text::at(README).section("The lost wake-up");
const WHILE: Section = Text::at(README).section("Why `while` and not `if`");
const ONE_OR_ALL: Section = Text::at(README).section("One or all");
const UNTIL: Section = Text::at(README).section("Until when");
const BUILD: Section = Text::at(README).section("Build it");

/// On a loaded machine it may take a while until a thread that spins has had enough of a core to be told from a sleeper.
const WATCHED: Duration = Duration::from_secs(60);

/// An hour from now: a deadline that no check lives to see.
fn far_away() -> Instant {
    Instant::now() + Duration::from_secs(3600)
}

/// A basket of items, to be taken one by one.
struct Basket {
    items: Lock<VecDeque<u32>>,
    /// With `items`: there is one.
    filled: Condition,
}

impl Basket {
    fn new() -> Arc<Self> {
        Arc::new(Self { items: Lock::new("items", VecDeque::new()), filled: Condition::new("filled") })
    }

    fn put(&self, item: u32) {
        self.items.lock().push_back(item);
        self.filled.notify_one();
    }

    /// The lock, once there is an item. `looks` counts how often the value was looked at.
    fn wait_for_item(&self, looks: &AtomicUsize) -> Guard<'_, VecDeque<u32>> {
        self.filled.wait_while(self.items.lock(), |items| {
            looks.fetch_add(1, SeqCst);
            items.is_empty()
        })
    }

    fn take(&self) -> u32 {
        let mut items = self.wait_for_item(&AtomicUsize::new(0));
        items.pop_front().expect("wait_while came back though there was no item")
    }
}

#[test]
fn a_wait_looks_before_it_sleeps() {
    LOST.claim("a thread that finds what it wants must not wait for a notification").holds(|| {
        let basket = Basket::new();
        basket.put(1); // notifies nobody, for nobody sleeps yet
        assert_eq!(basket.take(), 1);
    });
}

#[test]
fn a_thread_that_waits_leaves_the_lock_and_sleeps() {
    WHY.claim("a thread that waits must leave the lock to others, and sleep").within(WATCHED).holds(|| {
        let (basket, looks) = (Basket::new(), Arc::new(AtomicUsize::new(0)));
        let sleeper = spawn_named("sleeper", {
            let (basket, looks) = (Arc::clone(&basket), Arc::clone(&looks));
            move || drop(basket.wait_for_item(&looks))
        });
        until("the sleeper has looked", || looks.load(SeqCst) > 0);
        assert_sleeps("sleeper"); // before the lock is tried: one that spins with it in hand would hold us up, too
        drop(basket.items.lock());
        assert!(!sleeper.is_finished(), "it came back, and there was no item");
        basket.put(1);
        until("the sleeper woke after notify_one", || sleeper.is_finished());
        join(sleeper);
        let (basket, looks) = (Basket::new(), Arc::new(AtomicUsize::new(0)));
        let sleeper = spawn_named("sleeper-until", {
            let (basket, looks) = (Arc::clone(&basket), Arc::clone(&looks));
            move || {
                let mut items = basket.items.lock();
                while items.is_empty() {
                    looks.fetch_add(1, SeqCst);
                    items = basket.filled.wait_until(items, far_away()).0;
                }
            }
        });
        until("the sleeper with a deadline has looked", || looks.load(SeqCst) > 0);
        assert_sleeps("sleeper-until");
        basket.put(1);
        until("the sleeper with a deadline woke after notify_one", || sleeper.is_finished());
        join(sleeper);
    });
}

#[test]
fn a_thread_that_waits_is_on_the_waiting_list_until_it_wakes() {
    BUILD.claim("the waiting list must show a thread as long as it waits on a condition").holds(|| {
        let door = Arc::new((Lock::new("door", 0), Condition::new("opened")));
        let woken = Arc::new(AtomicUsize::new(0));
        let waiter = spawn_named("waiter", {
            let (door, woken) = (Arc::clone(&door), Arc::clone(&woken));
            move || {
                drop(door.1.wait_while(door.0.lock(), |opened| *opened == 0));
                woken.fetch_add(1, SeqCst);
                let mut opened = door.0.lock();
                while *opened == 1 {
                    opened = door.1.wait_until(opened, far_away()).0;
                }
                drop(opened);
                woken.fetch_add(1, SeqCst);
            }
        });
        let line = "thread `waiter` waits on the condition `opened`";
        for (time, wait) in [(1, "wait"), (2, "wait_until")] {
            until(&format!("the waiting list shows, during {wait}: {line}"), || {
                blocked().iter().any(|on| on.to_string() == line)
            });
            *door.0.lock() += 1;
            door.1.notify_all();
            until("the waiter woke after notify_all, each time", || woken.load(SeqCst) == time);
        }
        join(waiter);
        assert_eq!(blocked(), [], "the waiting list still shows a thread that has ended");
    });
}

#[test]
fn a_wait_unlocks_and_sleeps_in_one_step() {
    let claim = LOST.claim("a thread that waits must unlock and fall asleep in one step");
    claim.within(Duration::from_secs(30)).holds(|| {
        const ROUNDS: u32 = 40_000;
        // Two threads take turns. Each is at the lock when the other one begins to wait: it gets in at the unlock, and notifies.
        let table = Arc::new((Lock::new("turns", 0), Condition::new("passed")));
        let players = [0, 1].map(|mine| {
            let table = Arc::clone(&table);
            spawn_named(&format!("player-{mine}"), move || {
                let mut turns = table.0.lock();
                while *turns < ROUNDS {
                    if *turns % 2 == mine {
                        *turns += 1;
                        table.1.notify_one();
                    } else {
                        turns = if mine == 0 {
                            table.1.wait(turns)
                        } else {
                            table.1.wait_until(turns, far_away()).0
                        };
                    }
                }
            })
        });
        until("two threads took turns, each woken by the other", || {
            players.iter().all(JoinHandle::is_finished)
        });
        players.into_iter().for_each(join);
    });
}

#[test]
fn nothing_is_lost_or_doubled() {
    LOST.claim("four consumers must take each item once").within(Duration::from_secs(30)).holds(|| {
        const ITEMS: u32 = 5_000;
        const END: u32 = u32::MAX;
        let basket = Basket::new();
        let consumers = [1, 2, 3, 4].map(|number| {
            let basket = Arc::clone(&basket);
            let next = move || Some(basket.take()).filter(|item| *item != END);
            spawn_named(&format!("consumer-{number}"), || iter::from_fn(next).collect::<Vec<u32>>())
        });
        (0..ITEMS).for_each(|item| basket.put(item));
        (0..4).for_each(|_| basket.put(END));
        let mut taken: Vec<u32> = consumers.into_iter().flat_map(join).collect();
        taken.sort_unstable();
        let (count, all) = (taken.len(), taken.iter().copied().eq(0..ITEMS));
        taken.dedup();
        assert!(all, "of {ITEMS} items {count} were taken, {} different ones", taken.len());
    });
}

#[test]
fn a_sleeper_survives_a_panic_under_its_lock() {
    BUILD.claim("a sleeper must wake in good order after another thread panicked under its lock").holds(
        || {
            let door = Arc::new((Lock::new("door", false), Condition::new("opened")));
            let wait = {
                let door = Arc::clone(&door);
                move || drop(door.1.wait_while(door.0.lock(), |open| !*open))
            };
            let wait_until = {
                let door = Arc::clone(&door);
                move || {
                    let mut open = door.0.lock();
                    while !*open {
                        open = door.1.wait_until(open, far_away()).0;
                    }
                }
            };
            let sleepers = [spawn_named("sleeper-wait", wait), spawn_named("sleeper-wait_until", wait_until)];
            until("both sleepers sleep, one in `wait` and one in `wait_until`", || asleep("sleeper") == 2);
            let holder = spawn_named("holder", {
                let door = Arc::clone(&door);
                move || {
                    let mut open = door.0.lock();
                    *open = true;
                    resume_unwind(Box::new("dies with the guard in hand"));
                }
            });
            assert!(holder.join().is_err());
            door.1.notify_all();
            for (sleeper, how) in sleepers.into_iter().zip(["wait", "wait_until"]) {
                assert!(sleeper.join().is_ok(), "{how} panicked too");
            }
        },
    );
}

#[test]
fn a_release_build_leaves_nothing_out() {
    assert_a_release_build_leaves_nothing_out(README);
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(Duration::from_secs(60)).holds(|| {
        assert_example_matches_readme("lesson03", README);
        assert_example_matches_readme("lesson03-before", README);
    });
}
