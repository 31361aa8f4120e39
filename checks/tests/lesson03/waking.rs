//! Who is woken by what, and looks before it believes that.

use crate::{BUILD, Basket, ONE_OR_ALL, WATCHED, WHILE};
use capstone::threads::{Condition, Lock};
use checks::{asleep, assert_sleeps, blocked, join, spawn_named, until};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

#[test]
fn one_notification_wakes_one_sleeper() {
    ONE_OR_ALL.claim("each item that comes must wake a sleeper to take it").holds(|| {
        let basket = Basket::new();
        let takers = [1, 2].map(|number| {
            let basket = Arc::clone(&basket);
            spawn_named(&format!("taker-{number}"), move || basket.take())
        });
        until("both takers sleep", || asleep("taker") == 2);
        basket.put(10);
        until("one of the takers has an item", || takers[0].is_finished() || takers[1].is_finished());
        until("the other one sleeps", || asleep("taker") == 1);
        basket.put(10);
        let taken = takers.map(join);
        assert_eq!(taken, [10, 10]);
    });
}

#[test]
fn one_notification_wakes_no_more_than_one() {
    ONE_OR_ALL.claim("one notification must wake one sleeper, and no more").holds(|| {
        const TAKERS: usize = 8;
        let (basket, looks) = (Basket::new(), Arc::new(AtomicUsize::new(0)));
        let take = |number| {
            let (basket, looks) = (Arc::clone(&basket), Arc::clone(&looks));
            spawn_named(&format!("taker-{number}"), move || basket.wait_for_item(&looks).pop_front())
        };
        let takers: Vec<_> = (0..TAKERS).map(take).collect();
        until("all takers sleep", || asleep("taker") == TAKERS);
        for taken in 1..=TAKERS {
            basket.put(10);
            until("one more taker has an item, and the others sleep", || {
                let ended = takers.iter().filter(|taker| taker.is_finished()).count();
                ended == taken && asleep("taker") == TAKERS - taken
            });
        }
        // Each has looked before its sleep and after it. The system may have woken one or another by itself.
        let looks = looks.load(SeqCst);
        assert!(looks <= 2 * TAKERS + 4, "for {TAKERS} items {TAKERS} sleepers looked {looks} times");
    });
}

#[test]
fn notify_all_wakes_every_sleeper() {
    ONE_OR_ALL.claim("notify_all must wake every sleeper").holds(|| {
        let door = Arc::new((Lock::new("door", false), Condition::new("opened")));
        let sleepers = [1, 2, 3].map(|number| {
            let door = Arc::clone(&door);
            let wait = move || drop(door.1.wait_while(door.0.lock(), |open| !*open));
            spawn_named(&format!("sleeper-{number}"), wait)
        });
        until("all three sleep", || asleep("sleeper") == 3);
        *door.0.lock() = true;
        door.1.notify_all();
        sleepers.into_iter().for_each(join);
    });
}

#[test]
fn a_sleeper_whose_item_is_gone_sleeps_on() {
    WHILE.claim("a sleeper that is woken must look, and sleep on if its item is gone").within(WATCHED).holds(
        || {
            let (basket, looks) = (Basket::new(), Arc::new(AtomicUsize::new(0)));
            let sleeper = spawn_named("sleeper", {
                let (basket, looks) = (Arc::clone(&basket), Arc::clone(&looks));
                move || basket.wait_for_item(&looks).pop_front()
            });
            until("the sleeper has looked", || looks.load(SeqCst) > 0);
            for looked in 1..=3 {
                let mut items = basket.items.lock(); // free only once the sleeper sleeps
                items.push_back(1);
                basket.filled.notify_one();
                items.pop_front(); // taken by another thread before the sleeper gets the lock
                drop(items);
                until("the sleeper has looked again, or has come back", || {
                    looks.load(SeqCst) > looked || sleeper.is_finished()
                });
                assert!(
                    looks.load(SeqCst) > looked,
                    "it came back without another look, and there was no item"
                );
            }
            assert_sleeps("sleeper");
            basket.put(2);
            assert_eq!(join(sleeper), Some(2), "it came back without the second item");
        },
    );
}

#[test]
fn a_thread_that_only_looks_is_on_no_list() {
    BUILD.claim("a thread that looks, and need not sleep, must not be on the waiting list").holds(|| {
        let (lock, condition) = (Lock::new("door", 0), Condition::new("opened"));
        let mut seen = Vec::new();
        drop(condition.wait_while(lock.lock(), |_| {
            seen.extend(blocked());
            false
        }));
        assert!(seen.is_empty(), "while `wait_while` looked at the value, the list showed {seen:?}");
    });
}
