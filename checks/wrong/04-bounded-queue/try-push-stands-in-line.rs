//! lesson: 04
//! mistake: pushes come in turn, by a lock that a push keeps while it sleeps; `try_push` wants that lock, too
//! expect: try_push must return at once, and give back what it does not take
#[derive(Debug)]
pub struct BoundedQueue<T> {
    pub(super) state: Lock<State<T>>,
    not_empty: Condition,
    not_full: Condition,
    pub(super) capacity: usize,
    /// Whoever has it is the next to push.
    turn: Lock<()>,
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
        Self { state: Lock::new("queue", state), not_empty, not_full, capacity, turn: Lock::new("turn", ()) }
    }

    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let _turn = self.turn.lock();
        let mut state = self.wait_for_room(self.state.lock());
        if state.closed {
            return Err(Closed(item));
        }
        state.append(item);
        self.leave(state);
        Ok(())
    }

    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let _turn = self.turn.lock();
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
}
