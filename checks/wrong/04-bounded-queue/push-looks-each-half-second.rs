//! lesson: 04
//! mistake: `push` wakes each half second, "to be safe"
//! expect: a push that waits must sleep, and cost nothing
use std::time::{Duration, Instant};

impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.len() == self.capacity && !state.closed {
            state.producers.fall_asleep();
            let soon = Instant::now() + Duration::from_millis(500);
            state = self.not_full.wait_until(state, soon).0;
            state.producers.wake_up();
        }
        state
    }
}
