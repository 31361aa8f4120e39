//! Lesson 4: the bounded queue. Each scene here happens in one order only; `models/lesson04.rs` tries the others.

#[path = "lesson04/capacity.rs"]
mod capacity;
#[path = "lesson04/close.rs"]
mod close;
#[path = "lesson04/looks.rs"]
mod looks;
#[path = "lesson04/wake_ups.rs"]
mod wake_ups;

use capstone::sync::thread::JoinHandle;
use capstone::threads::{BoundedQueue, Closed};
use checks::{
    Section, Text, asleep, assert_a_release_build_leaves_nothing_out, assert_example_matches_readme, join,
    spawn_named, spawn_unhurried, until,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

const README: &str = "lessons/04-bounded-queue/README.md";
const LESSON: Text = Text::at(README);
const FULL: Section = LESSON.section("A queue has a capacity, and three answers when it is full");
const TWO_CONDITIONS: Section = LESSON.section("Two reasons to sleep, two conditions");
const LOOK_AGAIN: Section = LESSON.section("Look again: `while`, not `if`");
const CLOSED: Section = LESSON.section("`closed` is part of the state");
const COUNTED: Section = LESSON.section("Count who sleeps (the second version)");

/// Many rounds take CPU time, of which a loaded machine has little to give; and so does a spinner that must be seen.
const LONG: Duration = Duration::from_secs(60);

type Queue = Arc<BoundedQueue<u32>>;

fn empty(capacity: usize) -> Queue {
    Arc::new(BoundedQueue::new(capacity))
}

/// A queue that holds 1, 2, ... up to its capacity.
fn full(capacity: u32) -> Queue {
    let queue = empty(capacity as usize);
    for item in 1..=capacity {
        assert_eq!(queue.try_push(item), Ok(()), "try_push({item}) found no room in a queue of {capacity}");
    }
    queue
}

/// Threads named `popper` that each pop once, all asleep in an empty queue.
fn blocked_poppers(queue: &Queue, count: usize) -> Vec<JoinHandle<Option<u32>>> {
    let pop = |queue: &Queue| {
        let queue = Arc::clone(queue);
        spawn_unhurried("popper", move || queue.pop())
    };
    let poppers: Vec<_> = (0..count).map(|_| pop(queue)).collect();
    until("pop sleeps on a `Condition` while the queue is empty", || {
        asleep("popper") == count || any_ended(&poppers)
    });
    assert!(!any_ended(&poppers), "pop returned while the queue was empty and open");
    poppers
}

/// Threads named `pusher` that push 101, 102, ..., all asleep at a full queue.
fn blocked_pushers(queue: &Queue, count: u32) -> Vec<JoinHandle<Result<(), Closed<u32>>>> {
    let push = |item| {
        let queue = Arc::clone(queue);
        spawn_unhurried("pusher", move || queue.push(item))
    };
    let pushers: Vec<_> = (101..=100 + count).map(push).collect();
    until("push sleeps on a `Condition` while the queue is full", || {
        asleep("pusher") == count as usize || any_ended(&pushers)
    });
    assert!(!any_ended(&pushers), "push returned while the queue was full and open");
    pushers
}

fn any_ended<T>(threads: &[JoinHandle<T>]) -> bool {
    threads.iter().any(JoinHandle::is_finished)
}

fn ended<T>(threads: &[JoinHandle<T>]) -> usize {
    threads.iter().filter(|thread| thread.is_finished()).count()
}

fn all_ended<T>(threads: &[JoinHandle<T>]) -> bool {
    ended(threads) == threads.len()
}

fn results<T>(threads: Vec<JoinHandle<T>>) -> Vec<T> {
    threads.into_iter().map(join).collect()
}

#[test]
fn items_come_out_in_the_order_they_went_in() {
    LESSON.section("Goal").claim("items must come out in the order in which they went in").holds(|| {
        let queue = empty(3);
        for round in 0..5 {
            let items = [1, 2, 3].map(|item| item + 3 * round);
            items.into_iter().for_each(|item| queue.push(item).unwrap());
            let popped = [(); 3].map(|()| queue.pop().expect("items wait"));
            assert_eq!(popped, items, "it gave {popped:?} for {items:?}");
        }
    });
}

/// Three threads push 3,000 items each, and three pop what they can get, each until it gets the end. Nothing is closed here.
fn push_and_pop(capacity: usize) {
    const END: u32 = u32::MAX;
    let queue = empty(capacity);
    let produce = |first: u32| {
        let queue = Arc::clone(&queue);
        spawn_named("pusher", move || {
            (first..first + 3_000).for_each(|item| queue.push(item).unwrap());
        })
    };
    let consume = |_| {
        let queue = Arc::clone(&queue);
        let items = std::iter::from_fn(move || queue.pop()).take_while(|item| *item != END);
        spawn_named("popper", || items.collect::<Vec<_>>())
    };
    let consumers: Vec<_> = (0..3).map(consume).collect();
    let producers: Vec<_> = [0, 10_000, 20_000].map(produce).into();
    until("all items are pushed", || {
        let waiting = queue.len();
        assert!(waiting <= capacity, "{waiting} items waited in a queue of {capacity}");
        all_ended(&producers)
    });
    consumers.iter().for_each(|_| queue.push(END).unwrap());
    until("all items are popped", || all_ended(&consumers));
    let received = results(consumers);
    let in_order = |items: &Vec<u32>, from| items.iter().filter(|item| **item / 10_000 == from).is_sorted();
    assert!(received.iter().all(|items| (0..3).all(|from| in_order(items, from))), "one overtook another");
    let mut items = received.concat();
    items.sort_unstable();
    let sent = [0, 10_000, 20_000].map(|first| (first..first + 3_000).collect::<Vec<_>>()).concat();
    assert!(
        items == sent,
        "{} of 9000 arrived, {} of them once",
        items.len(),
        BTreeSet::from_iter(items).len()
    );
}

#[test]
fn every_item_arrives_exactly_once() {
    TWO_CONDITIONS
        .claim("every item must arrive exactly once, and at most capacity items may wait")
        .within(LONG)
        .holds(|| [1, 3].into_iter().for_each(push_and_pop));
}

#[test]
fn the_lesson_shows_what_its_example_prints() {
    LESSON
        .section("Run it")
        .claim("the example must print what the lesson shows")
        .beside_others()
        .within(LONG)
        .holds(|| {
            assert_example_matches_readme("lesson04", README);
        });
}

#[test]
fn the_lesson_shows_what_goes_wrong_without_it() {
    LESSON
        .section("Why")
        .claim("the naive version must print what the lesson shows")
        .beside_others()
        .within(LONG)
        .holds(|| {
            assert_example_matches_readme("lesson04-before", README);
        });
}

#[test]
fn a_release_build_leaves_nothing_out() {
    assert_a_release_build_leaves_nothing_out(README);
}
