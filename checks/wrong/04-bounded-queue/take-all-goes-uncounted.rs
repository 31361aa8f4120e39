//! lesson: 04
//! mistake: a pop looks whether fewer items have come out than went in, and `take_all` does not count what it takes out
//! expect: a pop that is woken must look, and sleep on if its item is gone, but it returned without an item
//! file: capstone/src/threads/batches.rs
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
    /// Items popped since the queue was made.
    pub(super) popped: u64,
}

impl<T> BoundedQueue<T> {
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
            popped: 0,
        };
        Self {
            state: Lock::new("queue", state),
            not_empty: Condition::new("not_empty"),
            not_full: Condition::new("not_full"),
            capacity,
        }
    }

    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.popped == state.accepted && !state.closed {
            state = self.give_way(state);
        }
        while state.popped == state.accepted && !state.closed {
            state.consumers.fall_asleep();
            state = self.not_empty.wait(state);
            state.consumers.wake_up();
        }
        state
    }

    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let item = state.items.pop_front();
        state.popped += u64::from(item.is_some());
        self.leave(state);
        item
    }

    pub fn pop_batch(&self, max: usize, into: &mut Vec<T>) -> usize {
        assert!(max > 0, "a batch of 0 items could not be told from the end: ask for at least 1");
        let mut state = self.wait_for_item(self.state.lock());
        let count = max.min(state.items.len());
        into.extend(state.items.drain(..count));
        state.popped += count as u64;
        self.leave(state);
        count
    }
}
