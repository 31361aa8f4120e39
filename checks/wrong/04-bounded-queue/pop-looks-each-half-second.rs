//! lesson: 04
//! mistake: `pop` wakes each half second, "to be safe"
//! expect: a pop that waits must sleep, and cost nothing
use std::time::{Duration, Instant};

impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        while state.items.is_empty() && !state.closed {
            state.consumers.fall_asleep();
            let soon = Instant::now() + Duration::from_millis(500);
            state = self.not_empty.wait_until(state, soon).0;
            state.consumers.wake_up();
        }
        state
    }
}
