//! The bounded queue, in a thousand orders of its threads. A capacity of 1 brings them into each other's way.

use capstone::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use capstone::sync::thread::{self, JoinHandle};
use capstone::sync::trace::{Action, Event};
use capstone::threads::{BoundedQueue, Closed, TryPushError};
use checks::{Fields, SCHEDULES, Text, listen_to_steps, show, spawn_named};
use std::sync::Arc;
use std::sync::atomic::AtomicU32 as StdAtomicU32;

const LESSON: Text = Text::at("lessons/04-bounded-queue/README.md");

type Queue = Arc<BoundedQueue<u32>>;

/// What a drawing shows of a queue.
const STATE: Fields = &[("items", "items"), ("closed", "closed")];

fn queue_of(capacity: usize, shown: Fields) -> Queue {
    let queue = Arc::new(BoundedQueue::new(capacity));
    show(&queue, shown);
    queue
}

/// Two queues of one place each: the drawing says which of them is which.
fn full_and_empty() -> (Queue, Queue) {
    let full = queue_of(1, &[("full", "items"), ("closed", "closed")]);
    let empty = queue_of(1, &[("empty", "items"), ("closed", "closed")]);
    full.push(0).expect("there is room for one");
    (full, empty)
}

fn pusher(queue: &Queue, items: [u32; 2]) -> JoinHandle<()> {
    let queue = Arc::clone(queue);
    spawn_named("pusher", move || items.into_iter().for_each(|item| queue.push(item).expect("it is open")))
}

#[test]
fn no_order_leaves_a_thread_asleep_that_could_go_on() {
    let claim = LESSON
        .section("Two reasons to sleep, two conditions")
        .claim("with four items to push and to pop, nobody must sleep for ever");
    claim.holds_in_schedules(SCHEDULES, || {
        let queue = queue_of(1, STATE);
        let received = Arc::new(AtomicU32::new(0));
        let popper = |_| {
            let (queue, received) = (Arc::clone(&queue), Arc::clone(&received));
            spawn_named("popper", move || {
                for _ in 0..2 {
                    let item = queue.pop().expect("pop gave None while the queue was open");
                    received.fetch_add(item, Ordering::SeqCst);
                }
            })
        };
        let poppers = [0, 1].map(popper);
        let pushers = [[1, 10], [100, 1000]].map(|items| pusher(&queue, items));
        pushers.into_iter().chain(poppers).for_each(|thread| thread.join().unwrap());
        let sum = received.load(Ordering::SeqCst);
        assert_eq!(sum, 1111, "of 1, 10, 100 and 1000, those that arrived add up to {sum}");
    });
}

#[test]
fn no_order_fills_the_queue_beyond_its_capacity() {
    let claim = LESSON
        .section("Look again: `while`, not `if`")
        .claim("a queue of capacity 1 must never hold two items");
    claim.holds_in_schedules(SCHEDULES, || {
        let queue = queue_of(1, STATE);
        let pushers = [[1, 2], [3, 4]].map(|items| pusher(&queue, items));
        for _ in 0..4 {
            queue.pop();
            let waiting = queue.len();
            assert!(waiting <= 1, "{waiting} items waited in it");
        }
        pushers.into_iter().for_each(|pusher| pusher.join().unwrap());
    });
}

#[test]
fn no_order_leaves_a_pop_asleep_beside_what_try_push_took() {
    let claim = LESSON
        .section("Count who sleeps (the second version)")
        .claim("an item that try_push took must reach a pop that waits");
    claim.holds_in_schedules(SCHEDULES, || {
        let queue = queue_of(2, STATE);
        let popper = |_| {
            let queue = Arc::clone(&queue);
            spawn_named("popper", move || queue.pop().expect("pop gave None while the queue was open"))
        };
        let poppers = [0, 1].map(popper);
        queue.try_push(1).expect("there is room for two");
        queue.try_push(2).expect("there is room for two");
        let sum: u32 = poppers.map(|popper| popper.join().unwrap()).iter().sum();
        assert_eq!(sum, 3, "of 1 and 2, those that arrived add up to {sum}");
    });
}

#[test]
fn no_order_wakes_two_for_one_item() {
    let claim = LESSON
        .section("Count who sleeps (the second version)")
        .claim("a push of one item must notify at most one consumer");
    claim.holds_in_schedules(SCHEDULES, || {
        let queue = queue_of(1, STATE);
        let notified = Arc::new(StdAtomicU32::new(0));
        let seen = Arc::clone(&notified);
        listen_to_steps(move |event| {
            // What the poppers do at their own leave is not the push's.
            let notifies =
                matches!(event, Event::Next(Action::NotifyOne("not_empty") | Action::NotifyAll("not_empty")));
            if notifies && thread::current().name() == Some("main") {
                seen.fetch_add(1, Ordering::SeqCst);
            }
        });
        let poppers = [0, 1].map(|_| {
            let queue = Arc::clone(&queue);
            spawn_named("popper", move || _ = queue.pop())
        });
        queue.push(1).expect("nobody has closed the queue");
        let count = notified.load(Ordering::SeqCst);
        assert!(count <= 1, "a push of one item notified the poppers {count} times");
        queue.close();
        poppers.into_iter().for_each(|popper| popper.join().unwrap());
    });
}

#[test]
fn no_order_lets_a_pop_end_before_the_queue_is_closed_and_drained() {
    let claim = LESSON
        .section("Look again: `while`, not `if`")
        .claim("pop must give None only when the queue is closed and drained");
    claim.holds_in_schedules(SCHEDULES, || {
        let (queue, closing) = (queue_of(1, STATE), Arc::new(AtomicBool::new(false)));
        let popper = |_| {
            let (queue, closing) = (Arc::clone(&queue), Arc::clone(&closing));
            spawn_named("popper", move || {
                let mut sum = 0;
                while let Some(item) = queue.pop() {
                    sum += item;
                }
                assert!(closing.load(Ordering::SeqCst), "pop gave None while the queue was open");
                assert!(queue.is_empty(), "pop gave None, and an item was still there");
                sum
            })
        };
        let poppers = [0, 1].map(popper);
        queue.push(1).expect("nobody has closed the queue");
        queue.push(10).expect("nobody has closed the queue");
        closing.store(true, Ordering::SeqCst);
        queue.close();
        let sum: u32 = poppers.map(|popper| popper.join().unwrap()).iter().sum();
        assert_eq!(sum, 11, "of 1 and 10, those that arrived add up to {sum}");
    });
}

#[test]
fn no_order_leaves_a_thread_asleep_after_close() {
    let claim = LESSON
        .section("`closed` is part of the state")
        .claim("close must end every wait, before it, after it and while it begins");
    claim.holds_in_schedules(SCHEDULES, || {
        let (full, empty) = full_and_empty();
        let push = |item| {
            let full = Arc::clone(&full);
            spawn_named("pusher", move || {
                assert_eq!(full.push(item), Err(Closed(item)), "push lost its item");
            })
        };
        let pop = |_| {
            let empty = Arc::clone(&empty);
            spawn_named("popper", move || assert_eq!(empty.pop(), None, "pop invented an item"))
        };
        let threads = [1, 2].map(push).into_iter().chain([1, 2].map(pop));
        let threads: Vec<_> = threads.collect();
        full.close();
        empty.close();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(full.try_push(3), Err(TryPushError::Closed(3)), "a closed queue took an item in");
        assert_eq!((full.pop(), full.pop()), (Some(0), None), "close changed what was in the queue");
    });
}

#[test]
fn no_order_lets_an_item_into_a_closed_queue() {
    let claim = LESSON
        .section("`closed` is part of the state")
        .claim("a queue must take nothing in once close has returned");
    claim.holds_in_schedules(SCHEDULES, || {
        let queue = queue_of(2, STATE);
        let (trying, pushing) = (Arc::clone(&queue), Arc::clone(&queue));
        let trier = spawn_named("trier", move || _ = trying.try_push(1));
        let pusher = spawn_named("pusher", move || _ = pushing.push(2));
        queue.close();
        let accepted = queue.accepted();
        [trier, pusher].into_iter().for_each(|thread| thread.join().unwrap());
        let late = queue.accepted() - accepted;
        assert_eq!(late, 0, "a closed queue took an item in");
    });
}

#[test]
fn no_order_notifies_under_the_lock() {
    let claim =
        LESSON.section("Notify after the unlock").claim("a thread that notifies must have released the lock");
    claim.holds_with_unlocked_notifications(SCHEDULES, || {
        let (full, empty) = full_and_empty();
        let pusher = pusher(&full, [1, 2]);
        let popper = |_| {
            let empty = Arc::clone(&empty);
            spawn_named("popper", move || _ = empty.pop())
        };
        let poppers = [0, 1, 2].map(popper);
        empty.try_push(3).expect("there is room for one");
        empty.push(4).expect("nobody has closed the queue");
        (0..2).for_each(|_| _ = full.pop());
        empty.close(); // one popper has no item, and may sleep
        poppers.into_iter().chain([pusher]).for_each(|thread| thread.join().unwrap());
    });
}
