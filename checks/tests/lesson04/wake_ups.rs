//! Who sleeps, who wakes, and what sleeping costs. Nothing is closed here: a close would wake whom a push forgot.

use crate::{
    COUNTED, LESSON, LONG, TWO_CONDITIONS, all_ended, blocked_poppers, blocked_pushers, empty, ended, full,
    results,
};
use checks::{asleep, assert_sleeps, blocked_cost, sleeps_of, spawn_named, until};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn one_pop_lets_a_blocked_push_return() {
    TWO_CONDITIONS.claim("one pop must let a blocked push return").holds(|| {
        // Of a long queue, too, one place is room.
        for capacity in [2, 64] {
            let queue = full(capacity);
            let pushers = blocked_pushers(&queue, 1);
            assert_eq!(queue.pop(), Some(1), "pop gave something else than the oldest item");
            until("push returned after a pop had made room", || all_ended(&pushers));
            assert_eq!(results(pushers), [Ok(())], "push was refused by a queue that is open");
            assert_eq!(queue.len(), capacity as usize, "push returned, and its item is not there");
        }
    });
}

#[test]
fn one_push_lets_a_blocked_pop_return() {
    TWO_CONDITIONS.claim("one push must let a blocked pop return").holds(|| {
        let queue = empty(2);
        let poppers = blocked_poppers(&queue, 1);
        queue.push(7).unwrap();
        until("pop returned after push(7)", || all_ended(&poppers));
        assert_eq!(results(poppers), [Some(7)], "pop returned something else than the item pushed");
        let poppers = blocked_poppers(&queue, 1);
        queue.try_push(8).unwrap();
        until("pop returned after try_push(8)", || all_ended(&poppers));
        assert_eq!(results(poppers), [Some(8)], "pop returned something else than the item pushed");
    });
}

#[test]
fn as_many_pops_return_as_there_are_items() {
    COUNTED.claim("as many blocked pops must return as there are items, however they came").holds(|| {
        for in_one_batch in [false, true] {
            let queue = empty(4);
            let poppers = blocked_poppers(&queue, 4);
            if in_one_batch {
                queue.push_batch(&mut vec![1, 2, 3, 4]).unwrap();
            } else {
                (1..=4).for_each(|item| queue.push(item).unwrap());
            }
            until("four pops returned after four items came", || all_ended(&poppers));
            let items: BTreeSet<u32> = results(poppers).into_iter().flatten().collect();
            assert_eq!(items, BTreeSet::from([1, 2, 3, 4]), "an item came twice, or not at all");
        }
        // Each pop leaves an empty queue behind, and others that sleep.
        let queue = empty(4);
        let poppers = blocked_poppers(&queue, 4);
        for item in 1..=4 {
            queue.push(item).unwrap();
            until("a pop returned after an item came, while others slept", || {
                ended(&poppers) == item as usize
            });
        }
    });
}

#[test]
fn as_many_pushes_return_as_there_is_room() {
    COUNTED.claim("as many blocked pushes must return as there is room, however it came").holds(|| {
        for (capacity, in_one_batch) in [(4, false), (4, true), (64, false), (64, true)] {
            let queue = full(capacity);
            let pushers = blocked_pushers(&queue, 4);
            if in_one_batch {
                assert_eq!(queue.pop_batch(4, &mut Vec::new()), 4, "pop_batch(4) left items in the queue");
            } else {
                (1..=4).for_each(|item| assert_eq!(queue.pop(), Some(item), "pop skipped an item"));
            }
            until("four pushes returned after room for four was made", || all_ended(&pushers));
            let waiting = queue.len();
            assert_eq!(
                waiting, capacity as usize,
                "the pushes returned, and not all of their items are there"
            );
        }
        // Each push leaves a full queue behind, and others that sleep.
        let queue = full(4);
        let pushers = blocked_pushers(&queue, 4);
        for place in 1..=4 {
            queue.pop();
            until("a push returned after room was made, while others slept", || ended(&pushers) == place);
        }
    });
}

/// How often the threads named `name` that are still there when `act` has come to its end have slept meanwhile.
fn sleeps_during(name: &str, act: impl FnOnce()) -> u64 {
    let before = sleeps_of(name);
    act();
    // Once nothing moves any more, everyone who was woken has had its turn.
    blocked_cost(name);
    let after = sleeps_of(name);
    after.iter().map(|(thread, sleeps)| sleeps - before.get(thread).unwrap_or(sleeps)).sum()
}

#[test]
fn one_item_wakes_no_more_than_one() {
    let claim = COUNTED.claim("one item must wake one sleeper, and no more; so must one place");
    claim.within(LONG).holds(|| {
        let (for_items, for_places) = (empty(4), full(4));
        blocked_poppers(&for_items, 8);
        blocked_pushers(&for_places, 8);
        let ended = |name| 8 - asleep(name);
        let woken = sleeps_during("popper", || {
            for_items.push(1).unwrap();
            until("a pop returned after one item came", || ended("popper") == 1);
        });
        // The system may wake one or another by itself.
        assert!(woken <= 3, "for one item, seven other pops woke, and went to sleep again: {woken} times");
        let woken = sleeps_during("pusher", || {
            for_places.pop();
            until("a push returned after one item went", || ended("pusher") == 1);
        });
        assert!(woken <= 3, "for one place, seven other pushes woke, and went to sleep again: {woken} times");
        for_items.close(); // whether that wakes the others is another claim's business
        for_places.close();
    });
}

/// Runs `wait`, which nothing ends, in a thread of this name, and watches what that costs.
fn watch(name: &'static str, wait: impl FnOnce() + Send + 'static) {
    let begun = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&begun);
    spawn_named(name, move || {
        flag.store(true, Ordering::SeqCst);
        wait();
    });
    until("the thread has begun", || begun.load(Ordering::SeqCst));
    assert_sleeps(name);
}

#[test]
fn a_waiting_pop_sleeps() {
    LESSON.section("Why").claim("a pop that waits must sleep, and cost nothing").within(LONG).holds(|| {
        let queue = empty(1);
        let popping = Arc::clone(&queue);
        watch("waiting-pop", move || _ = popping.pop());
        queue.close(); // whether it wakes them is another claim's business
    });
}

#[test]
fn a_waiting_push_sleeps() {
    LESSON.section("Why").claim("a push that waits must sleep, and cost nothing").within(LONG).holds(|| {
        let queue = full(1);
        let pushing = Arc::clone(&queue);
        watch("waiting-push", move || _ = pushing.push(2));
        queue.close();
    });
}
