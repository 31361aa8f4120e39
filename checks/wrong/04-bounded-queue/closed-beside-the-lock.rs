//! lesson: 04
//! mistake: `closed` is an atomic beside the lock: it may change between a look and the sleep that follows
//! expect: close must
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Debug)]
pub struct BoundedQueue<T> {
    pub(super) state: Lock<State<T>>,
    not_empty: Condition,
    not_full: Condition,
    pub(super) capacity: usize,
    closed: AtomicBool,
}

impl<T> BoundedQueue<T> {
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "the capacity must be at least 1");
        let state = State {
            items: VecDeque::with_capacity(capacity.min(ROOM_AT_FIRST)),
            closed: false,
            consumers: Sleepers::default(),
            producers: Sleepers::default(),
            accepted: 0,
        };
        let (not_empty, not_full) = (Condition::new("not_empty"), Condition::new("not_full"));
        let closed = AtomicBool::new(false);
        Self { state: Lock::new("queue", state), not_empty, not_full, capacity, closed }
    }

    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if self.is_closed() {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }

    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if self.is_closed() {
            return Err(TryPushError::Closed(item));
        }
        if state.items.len() == self.capacity {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }

    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.not_empty.notify_all();
        self.not_full.notify_all();
    }

    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.len() == self.capacity && !self.is_closed() {
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
        state
    }

    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.is_empty() && !self.is_closed() {
            state.consumers.fall_asleep();
            state = self.not_empty.wait(state);
            state.consumers.wake_up();
        }
        state
    }
}
