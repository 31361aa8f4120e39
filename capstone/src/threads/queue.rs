//! A first-in, first-out queue with a limit, shared by any number of threads.
//!
//! Two kinds of threads sleep here: producers while it is full, consumers while it is empty. Everything for which they
//! wait, `closed` included, is under one lock, so no thread decides on half of the state. Its one promise beyond order:
//! at no time does a thread sleep whose condition holds, unless another thread is already on its way to wake it.

use super::condition::Condition;
use super::error::{Closed, TryPushError};
use super::lock::{Guard, Lock};
use super::sleepers::Sleepers;
use crate::sync::thread;
use std::collections::VecDeque;

/// The most items for which a new queue takes memory. A larger one grows when it has to.
const ROOM_AT_FIRST: usize = 4096;

/// A queue of at most `capacity` items.
///
/// Items come out in the order in which they went in. Up to a capacity of 4096 it takes all its memory at the
/// beginning. A larger queue takes more when that many items wait for the first time, and keeps it.
///
/// ```
/// use capstone::threads::{BoundedQueue, TryPushError};
///
/// let queue = BoundedQueue::new(2);
/// queue.push("first").unwrap();
/// queue.push("second").unwrap();
/// assert_eq!(queue.try_push("third"), Err(TryPushError::Full("third")));
/// queue.close();
/// assert_eq!((queue.pop(), queue.pop(), queue.pop()), (Some("first"), Some("second"), None));
/// ```
#[derive(Debug)]
pub struct BoundedQueue<T> {
    pub(super) state: Lock<State<T>>,
    /// With `state`: `!items.is_empty() || closed`. Consumers sleep here.
    not_empty: Condition,
    /// With `state`: `items.len() < capacity || closed`. Producers sleep here.
    not_full: Condition,
    pub(super) capacity: usize,
}

#[derive(Debug)]
pub(super) struct State<T> {
    pub(super) items: VecDeque<T>,
    pub(super) closed: bool,
    /// Consumers on `not_empty`.
    consumers: Sleepers,
    /// Producers on `not_full`.
    producers: Sleepers,
    /// Items accepted since the queue was made.
    pub(super) accepted: u64,
}

impl<T> BoundedQueue<T> {
    /// An empty queue.
    ///
    /// # Panics
    ///
    /// If `capacity` is 0: no push could ever succeed.
    pub fn new(capacity: usize) -> Self {
        assert!(
            capacity > 0,
            "a queue of capacity 0 could never take an item: the capacity must be at least 1"
        );
        let state = State {
            items: VecDeque::with_capacity(capacity.min(ROOM_AT_FIRST)),
            closed: false,
            consumers: Sleepers::default(),
            producers: Sleepers::default(),
            accepted: 0,
        };
        Self {
            state: Lock::new("queue", state),
            not_empty: Condition::new("not_empty"),
            not_full: Condition::new("not_full"),
            capacity,
        }
    }

    /// Appends an item; sleeps while the queue is full.
    ///
    /// # Errors
    ///
    /// Gives the item back if the queue is closed, also if that happens while this call sleeps.
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }

    /// Appends an item if there is room now. Never sleeps.
    ///
    /// # Errors
    ///
    /// Gives the item back if the queue is full or closed.
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        if state.items.len() == self.capacity {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }

    /// Removes the oldest item; sleeps while the queue is empty.
    ///
    /// Returns `None` only when the queue is closed *and* drained: nothing will ever come again.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let item = state.items.pop_front();
        self.leave(state);
        item
    }

    /// Closes the queue: pushes fail from now on, pops go on until it is drained. Closing again changes nothing.
    pub fn close(&self) {
        self.state.lock().closed = true;
        // After this every sleeper on both sides has to go on, so a single wake-up would not do.
        self.not_empty.notify_all();
        self.not_full.notify_all();
    }

    /// Removes and returns all items, without sleeping.
    pub fn take_all(&self) -> Vec<T> {
        let mut state = self.state.lock();
        let items = state.items.drain(..).collect();
        self.leave(state);
        items
    }

    /// How many items wait now.
    pub fn len(&self) -> usize {
        self.state.lock().items.len()
    }

    /// Whether no item waits now.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items may wait at once.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Whether [`close`](Self::close) has been called.
    pub fn is_closed(&self) -> bool {
        self.state.lock().closed
    }

    /// How many items have been accepted since the queue was made.
    pub fn accepted(&self) -> u64 {
        self.state.lock().accepted
    }

    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.items.len() == self.capacity && !state.closed {
            state = self.give_way(state);
        }
        while state.items.len() == self.capacity && !state.closed {
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
        state
    }

    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.items.is_empty() && !state.closed {
            state = self.give_way(state);
        }
        while state.items.is_empty() && !state.closed {
            state.consumers.fall_asleep();
            state = self.not_empty.wait(state);
            state.consumers.wake_up();
        }
        state
    }

    /// Before a thread sleeps, it gives the lock and its CPU to the others, once.
    ///
    /// The thread for which it waits may be waiting for this very CPU, and may then make room for hundreds of items. A
    /// sleeper would be woken for the first item, and find little to do. With a CPU to spare this costs a third of a
    /// microsecond.
    fn give_way<'a>(&'a self, state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        drop(state);
        thread::yield_now();
        self.state.lock()
    }

    /// Every call that may have changed the queue ends here: it unlocks, then wakes at most one thread a side.
    ///
    /// The rule does not ask what the caller did. It looks at the state: items and a sleeping consumer, or room and a
    /// sleeping producer, require a wake-up. So a woken thread that finds more than it needs wakes the next (chaining),
    /// and a burst of pushes costs one system call instead of one each.
    pub(super) fn leave(&self, mut state: Guard<'_, State<T>>) {
        let wake_consumer = !state.items.is_empty() && state.consumers.claim_wake_up();
        let wake_producer = state.items.len() < self.capacity && state.producers.claim_wake_up();
        // Unlock first: a thread that wakes while we hold the lock would have to sleep again.
        drop(state);
        if wake_consumer {
            self.not_empty.notify_one();
        }
        if wake_producer {
            self.not_full.notify_one();
        }
    }
}

impl<T> State<T> {
    fn append(&mut self, item: T) {
        self.items.push_back(item);
        self.accepted += 1;
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;

    #[test]
    fn a_queue_without_a_practical_limit_takes_no_memory_for_it() {
        let queue = BoundedQueue::new(usize::MAX);
        queue.push(1).unwrap();
        assert_eq!((queue.pop(), queue.capacity()), (Some(1), usize::MAX));
        assert!(queue.state.lock().items.capacity() <= 2 * ROOM_AT_FIRST);
    }
}
