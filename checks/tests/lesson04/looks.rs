//! Between a wake-up and the moment at which the woken thread has the lock, somebody else may have been there.
//!
//! Whoever wakes a thread here is back at the lock long before that thread is. In the rounds in which it is not, nothing is
//! at stake.

use crate::{CLOSED, LONG, LOOK_AGAIN, blocked_poppers, blocked_pushers, empty, full};
use capstone::sync::thread::JoinHandle;
use capstone::threads::Closed;
use checks::{assert_sleeps, join, sleeps_of, until};
use std::collections::BTreeMap;

const ROUNDS: usize = 50;

/// Waits until `thread` has been awake since `before`, and sleeps again or has ended. Where the system does not tell, the
/// models have to do.
fn until_it_has_looked<T>(thread: &JoinHandle<T>, before: &BTreeMap<u32, u64>) {
    let name = thread.thread().name().unwrap_or_default();
    until("the woken thread has looked, or has ended", || {
        before.is_empty() || thread.is_finished() || sleeps_of(name) != *before
    });
}

/// The first time that a thread was woken in vain, it is watched while it sleeps on: that takes a moment.
fn assert_sleeps_at_first(in_vain: usize, name: &str) {
    if in_vain == 1 {
        assert_sleeps(name);
    }
}

#[test]
fn a_pop_whose_item_is_gone_sleeps_on() {
    LOOK_AGAIN.claim("a pop that is woken must look, and sleep on if its item is gone").within(LONG).holds(
        || {
            let mut in_vain = 0;
            for _ in 0..ROUNDS {
                let queue = empty(1);
                let popper = blocked_poppers(&queue, 1).remove(0);
                let before = sleeps_of("popper");
                queue.push(7).unwrap();
                if queue.take_all() == [7] {
                    until_it_has_looked(&popper, &before);
                    assert!(!popper.is_finished(), "it returned without an item, and the queue was open");
                    in_vain += 1;
                    assert_sleeps_at_first(in_vain, "popper");
                    queue.push(8).unwrap();
                }
                let item = join(popper).expect("it was woken for an item, and gave none");
                assert!([7, 8].contains(&item), "it gave {item}, which nobody had pushed");
            }
        },
    );
}

#[test]
fn a_push_whose_place_is_taken_sleeps_on() {
    LOOK_AGAIN
        .claim("a push that is woken must look, and sleep on if its place is taken")
        .within(LONG)
        .holds(|| {
            let mut in_vain = 0;
            for _ in 0..ROUNDS {
                let queue = full(1);
                let pusher = blocked_pushers(&queue, 1).remove(0);
                let before = sleeps_of("pusher");
                queue.pop();
                if queue.try_push(7).is_ok() {
                    until_it_has_looked(&pusher, &before);
                    let waiting = queue.len();
                    assert_eq!(
                        waiting, 1,
                        "it went in beside another item: {waiting} waited in a queue of 1"
                    );
                    in_vain += 1;
                    assert_sleeps_at_first(in_vain, "pusher");
                    queue.pop();
                }
                assert!(join(pusher).is_ok(), "it was refused by a queue that is open");
            }
        });
}

#[test]
fn a_push_that_close_wakes_gives_its_item_back() {
    CLOSED.claim("a push that close wakes must give its item back, though there is room").holds(|| {
        for _ in 0..ROUNDS {
            let queue = full(1);
            let pusher = blocked_pushers(&queue, 1).remove(0);
            queue.close();
            queue.take_all();
            assert_eq!(join(pusher), Err(Closed(101)), "it found room in the closed queue, and went in");
        }
    });
}
