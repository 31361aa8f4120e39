//! lesson: 04
//! mistake: once `try_push` has refused, it refuses until half of the queue is free, so that not each place is fought for
//! expect: a queue of capacity n must take n items, and no more, but one pop made no room in a full queue of 5
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
    /// Whether the last `try_push` was refused.
    refuses: bool,
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
            refuses: false,
        };
        Self {
            state: Lock::new("queue", state),
            not_empty: Condition::new("not_empty"),
            not_full: Condition::new("not_full"),
            capacity,
        }
    }

    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        let waiting = state.items.len();
        state.refuses = waiting == self.capacity || state.refuses && waiting > self.capacity / 2;
        if state.refuses {
            return Err(TryPushError::Full(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }
}
