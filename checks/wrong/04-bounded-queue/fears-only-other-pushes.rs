//! lesson: 04
//! mistake: a push that is woken looks again only if another push has come first: a `try_push` may have, too
//! expect: a push that is woken must look, and sleep on if its place is taken, but it went in beside another item
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
    /// Those of them that came by `push`.
    pushed: u64,
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
            pushed: 0,
        };
        Self {
            state: Lock::new("queue", state),
            not_empty: Condition::new("not_empty"),
            not_full: Condition::new("not_full"),
            capacity,
        }
    }

    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.items.len() >= self.capacity && !state.closed {
            state = self.give_way(state);
        }
        while state.items.len() >= self.capacity && !state.closed {
            let before = state.pushed;
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
            if state.pushed == before {
                break; // nobody has come first, so the place is still there
            }
        }
        state
    }

    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        state.pushed += 1;
        self.leave(state);
        Ok(())
    }
}
