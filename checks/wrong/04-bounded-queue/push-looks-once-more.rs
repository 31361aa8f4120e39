//! lesson: 04
//! mistake: `push` looks once more after half a second, in case it went to sleep too late, and only then sleeps until it is woken
//! expect: a push that waits must sleep, and cost nothing
use std::time::{Duration, Instant};

impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        let mut has_slept = false;
        while state.items.len() == self.capacity && !state.closed {
            state.producers.fall_asleep();
            state = if has_slept {
                self.not_full.wait(state)
            } else {
                self.not_full.wait_until(state, Instant::now() + Duration::from_millis(500)).0
            };
            has_slept = true;
            state.producers.wake_up();
        }
        state
    }
}
