//! lesson: 04
//! mistake: a thread that pops what it has pushed itself gets the newest item first, which its cache still holds
//! expect: items must come out in the order in which they went in, but it gave [3, 2, 1] for [1, 2, 3]
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
    /// Who was the last to push.
    pusher: Option<thread::ThreadId>,
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
            pusher: None,
        };
        Self {
            state: Lock::new("queue", state),
            not_empty: Condition::new("not_empty"),
            not_full: Condition::new("not_full"),
            capacity,
        }
    }

    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        state.pusher = Some(thread::current().id());
        self.leave(state);
        Ok(())
    }

    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_for_item(self.state.lock());
        let is_own = state.pusher == Some(thread::current().id());
        let item = if is_own { state.items.pop_back() } else { state.items.pop_front() };
        self.leave(state);
        item
    }
}
