//! The end: who hears of it, what still comes out, and what is refused.

use crate::{
    CLOSED, LONG, LOOK_AGAIN, all_ended, any_ended, blocked_poppers, blocked_pushers, empty, full, results,
};
use capstone::threads::{Closed, TryPushError};
use checks::{asleep, join, spawn_named, until};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn close_wakes_every_blocked_pop() {
    CLOSED.claim("close must wake every blocked pop").holds(|| {
        // To wake so many takes a while: the first of them look before the last is awake.
        for _ in 0..5 {
            let queue = empty(2);
            let poppers = blocked_poppers(&queue, 100);
            queue.close();
            until("a hundred pops returned after close", || all_ended(&poppers));
        }
        let queue = empty(2);
        let poppers = blocked_poppers(&queue, 3);
        queue.close();
        until("three pops returned after close", || all_ended(&poppers));
        assert_eq!(results(poppers), [None; 3], "pop returned an item that nobody had pushed");
        // An item comes, and the one that it wakes has had no time to look.
        for _ in 0..20 {
            let queue = empty(2);
            let poppers = blocked_poppers(&queue, 3);
            queue.push(1).unwrap();
            queue.close();
            until("three pops returned after a push and close", || all_ended(&poppers));
            let items = results(poppers).into_iter().flatten().count();
            assert_eq!(items, 1, "one item was pushed before close, and {items} pops returned one");
        }
    });
}

#[test]
fn close_wakes_every_blocked_push() {
    CLOSED.claim("close must wake every blocked push, which gives its item back").holds(|| {
        // To wake so many takes a while: the first of them look before the last is awake.
        for _ in 0..5 {
            let queue = full(2);
            let pushers = blocked_pushers(&queue, 100);
            queue.close();
            until("a hundred pushes returned after close", || all_ended(&pushers));
        }
        let queue = full(2);
        let pushers = blocked_pushers(&queue, 3);
        queue.close();
        until("three pushes returned after close", || all_ended(&pushers));
        let expected = [Err(Closed(101)), Err(Closed(102)), Err(Closed(103))];
        assert_eq!(results(pushers), expected, "push did not give its item back");
        assert_eq!(queue.len(), 2, "{} wait: the queue took an item in, or lost one", queue.len());
        // There is room for one, and the one that it wakes has had no time to look.
        for _ in 0..20 {
            let queue = full(2);
            let pushers = blocked_pushers(&queue, 3);
            queue.pop();
            queue.close();
            until("three pushes returned after a pop and close", || all_ended(&pushers));
            let taken = results(pushers).into_iter().filter(Result::is_ok).count();
            let waiting = queue.len();
            assert_eq!(waiting, 1 + taken, "of one item and {taken} that were taken in, {waiting} waited");
        }
    });
}

#[test]
fn close_wakes_every_batch_that_waits() {
    CLOSED
        .claim("close must wake every batch that waits, and what it did not hand over must stay with it")
        .holds(|| {
            let (for_room, for_items) = (full(2), empty(2));
            let pusher = spawn_named("pusher", {
                let queue = Arc::clone(&for_room);
                move || {
                    let mut items = vec![101, 102, 103];
                    let result = queue.push_batch(&mut items);
                    (result, items)
                }
            });
            let popper = spawn_named("popper", {
                let queue = Arc::clone(&for_items);
                move || queue.pop_batch(4, &mut Vec::new())
            });
            until("a push_batch sleeps at a full queue, and a pop_batch at an empty one", || {
                asleep("pusher") == 1 && asleep("popper") == 1
            });
            for_room.close();
            for_items.close();
            until("push_batch returned after close", || pusher.is_finished());
            until("pop_batch returned after close", || popper.is_finished());
            let due = (Err(Closed(())), vec![101, 102, 103]);
            assert_eq!(
                join(pusher),
                due,
                "push_batch, closed while it slept, said otherwise or lost an item"
            );
            assert_eq!(join(popper), 0, "pop_batch got an item that nobody had pushed");
            assert_eq!(for_room.len(), 2, "{} wait: the queue took an item in, or lost one", for_room.len());
        });
}

#[test]
fn what_was_pushed_before_close_still_comes_out() {
    CLOSED.claim("items that were taken in before close must still come out").holds(|| {
        let queue = full(3);
        queue.close();
        let popped = [(); 5].map(|()| queue.pop());
        assert_eq!(popped, [Some(1), Some(2), Some(3), None, None], "five pops gave {popped:?}");
    });
}

#[test]
fn a_closed_queue_takes_nothing_in() {
    CLOSED.claim("a closed queue must refuse every item, and give it back").holds(|| {
        for (queue, how) in [(empty(2), "empty"), (full(2), "full")] {
            queue.close();
            queue.close();
            let before = queue.len();
            assert_eq!(
                queue.try_push(7),
                Err(TryPushError::Closed(7)),
                "try_push, closed and {how}, said otherwise"
            );
            assert_eq!(queue.push(8), Err(Closed(8)), "push, closed and {how}, said otherwise");
            assert_eq!(queue.len(), before, "it refused an item and took it in");
        }
    });
}

#[test]
fn pop_gives_none_only_after_close() {
    LOOK_AGAIN.claim("pop must give None only when the queue is closed and drained").within(LONG).holds(
        || {
            let (queue, closing) = (empty(1), Arc::new(AtomicBool::new(false)));
            let consume = |_| {
                let (queue, closing) = (Arc::clone(&queue), Arc::clone(&closing));
                spawn_named("popper", move || {
                    while queue.pop().is_some() {}
                    assert!(closing.load(Ordering::SeqCst), "pop gave None while the queue was open");
                })
            };
            let poppers: Vec<_> = (0..4).map(consume).collect();
            for item in 0..10_000 {
                queue.push(item).unwrap();
                assert!(!any_ended(&poppers), "pop gave None while the queue was open");
            }
            closing.store(true, Ordering::SeqCst);
            queue.close();
            until("every popper has heard of the end", || all_ended(&poppers));
            assert_eq!(queue.len(), 0, "pop gave None, and {} items were still there", queue.len());
        },
    );
}
