//! How much a queue takes in, and what it does with the rest.

use crate::{FULL, empty, full};
use capstone::threads::TryPushError;
use checks::{asleep, join, spawn_named, until};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn a_queue_takes_exactly_as_many_items_as_its_capacity() {
    FULL.claim("a queue of capacity n must take n items, and no more").holds(|| {
        for capacity in [1, 2, 5, 64] {
            let queue = full(capacity);
            let refused = queue.try_push(0);
            assert_eq!(refused, Err(TryPushError::Full(0)), "try_push took {} of {capacity}", capacity + 1);
            queue.pop();
            assert_eq!(queue.try_push(0), Ok(()), "one pop made no room in a full queue of {capacity}");
            assert_eq!(queue.len(), capacity as usize, "{} wait in a queue of {capacity}", queue.len());
        }
    });
}

#[test]
fn push_never_fills_a_queue_beyond_its_capacity() {
    FULL.claim("push must sleep when capacity items wait, not earlier and not later").holds(|| {
        let (queue, returned) = (empty(5), Arc::new(AtomicUsize::new(0)));
        let (pushing, counting) = (Arc::clone(&queue), Arc::clone(&returned));
        let pusher = spawn_named("pusher", move || {
            while pushing.push(7).is_ok() && counting.fetch_add(1, Ordering::SeqCst) < 9 {}
        });
        until("push sleeps, or ten have returned", || asleep("pusher") == 1 || pusher.is_finished());
        let returned = returned.load(Ordering::SeqCst);
        queue.close();
        assert_eq!(returned, 5, "{returned} pushes returned before one slept, and the capacity was 5");
        join(pusher);
    });
}

#[test]
fn try_push_never_sleeps() {
    FULL.claim("try_push must return at once, and give back what it does not take").holds(|| {
        let queue = full(2);
        let trying = Arc::clone(&queue);
        let pusher = spawn_named("pusher", move || trying.try_push(7));
        until("try_push returned from a full queue", || pusher.is_finished());
        assert_eq!(join(pusher), Err(TryPushError::Full(7)), "try_push on a full queue said otherwise");
    });
}
