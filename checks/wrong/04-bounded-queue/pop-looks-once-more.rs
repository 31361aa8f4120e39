//! lesson: 04
//! mistake: `pop` looks once more after half a second, in case it went to sleep too late, and only then sleeps until it is woken
//! expect: a pop that waits must sleep, and cost nothing
use std::time::{Duration, Instant};

impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        let mut has_slept = false;
        while state.items.is_empty() && !state.closed {
            state.consumers.fall_asleep();
            state = if has_slept {
                self.not_empty.wait(state)
            } else {
                self.not_empty.wait_until(state, Instant::now() + Duration::from_millis(500)).0
            };
            has_slept = true;
            state.consumers.wake_up();
        }
        state
    }
}
