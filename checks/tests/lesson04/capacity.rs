//! How much a queue takes in, and what it does with the rest.

use crate::{FULL, Queue, empty, full};
use capstone::threads::{BoundedQueue, TryPushError};
use checks::{asleep, blocked, join, spawn_named, until};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

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
fn what_an_item_is_does_not_change_the_capacity() {
    FULL.claim("a queue of capacity n must take n items, however large n is and whatever the items are")
        .holds(|| {
            // More items than a new list has room for; then items without a size, for which a list's capacity is no limit.
            for capacity in [4_096, 5_000, 10_000] {
                full(capacity);
            }
            let queue = BoundedQueue::new(2);
            let taken = (0..5).filter(|_| queue.try_push(()).is_ok()).count();
            assert_eq!(taken, 2, "try_push took {taken} of `()` into a queue of 2");
            let queue = BoundedQueue::new(2);
            (0..2).for_each(|_| queue.push([0_u64; 100]).unwrap());
            let refused = queue.try_push([0; 100]).is_err();
            assert!(refused, "try_push took a third item of 800 bytes into a queue of 2");
        });
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_queue_keeps_its_memory() {
    FULL.claim("a long queue must keep the memory that it has taken: to take it again costs time").holds(
        || {
            const ITEMS: usize = 100_000; // of 64 bytes: so much memory is a mapping of its own
            let space = || checks::Footprint::own().expect("a process sees its own").address_space;
            let queue = BoundedQueue::new(ITEMS);
            (0..ITEMS).for_each(|_| queue.push([0_u64; 8]).unwrap());
            let full = space();
            (0..ITEMS).for_each(|_| _ = queue.pop());
            let given_back = full.saturating_sub(space()) / 1024;
            assert!(
                given_back < 1024,
                "once the {ITEMS} items were taken out, it gave {given_back} KiB back"
            );
        },
    );
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
        queue.close(); // whether that ends the push that sleeps is another claim's business
        assert_eq!(returned, 5, "{returned} pushes returned before one slept, and the capacity was 5");
    });
}

#[test]
fn every_item_taken_in_is_counted() {
    FULL.claim("accepted must count each item that was taken in, and no other").holds(|| {
        let queue = empty(2);
        queue.push(1).unwrap();
        assert_eq!(queue.accepted(), 1, "after one push it said {}", queue.accepted());
        queue.try_push(2).unwrap();
        assert_eq!(queue.accepted(), 2, "after a push and a try_push it said {}", queue.accepted());
        assert_eq!(queue.try_push(3), Err(TryPushError::Full(3)), "try_push on a full queue said otherwise");
        queue.close();
        assert!(queue.push(4).is_err(), "a closed queue took an item in");
        queue.pop();
        assert_eq!(queue.accepted(), 2, "after two refusals and a pop it said {}", queue.accepted());
    });
}

/// Returns when a thread waits. One that ought to and does not is another claim's business, so not much later either.
fn somebody_waits() {
    (0..500).take_while(|_| blocked().is_empty()).for_each(|_| thread::sleep(Duration::from_millis(1)));
}

#[test]
fn try_push_never_sleeps() {
    FULL.claim("try_push must return at once, and give back what it does not take").holds(|| {
        let try_push = |queue: &Queue| {
            let queue = Arc::clone(queue);
            spawn_named("trier", move || queue.try_push(7))
        };
        let queue = full(2);
        // Alone, and while another thread sleeps in the queue, with whatever that one has in hand.
        for has_company in [false, true] {
            if has_company {
                let pushing = Arc::clone(&queue);
                spawn_named("pusher", move || _ = pushing.push(101));
                somebody_waits();
            }
            let trier = try_push(&queue);
            let company = if has_company { " while a push waited" } else { "" };
            until(&format!("try_push returned from a full queue{company}"), || trier.is_finished());
            // If it took one too many, that is another claim's business.
            let refused = join(trier).err().unwrap_or(TryPushError::Full(7));
            assert_eq!(refused, TryPushError::Full(7), "try_push on a full queue said otherwise");
        }
        let empty = empty(2);
        let popping = Arc::clone(&empty);
        spawn_named("popper", move || _ = popping.pop());
        somebody_waits();
        let trier = try_push(&empty);
        until("try_push returned from an empty queue while a pop waited", || trier.is_finished());
        queue.close();
        empty.close();
    });
}
