//! lesson: 04
//! mistake: a push that was woken in vain looks each millisecond from then on
//! expect: a push that is woken must look, and sleep on if its place is taken, but thread `pusher` did not sleep
use std::time::Duration;

impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_room<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.items.len() == self.capacity && !state.closed {
            state = self.give_way(state);
        }
        if state.items.len() == self.capacity && !state.closed {
            state.producers.fall_asleep();
            state = self.not_full.wait(state);
            state.producers.wake_up();
        }
        while state.items.len() == self.capacity && !state.closed {
            drop(state);
            thread::sleep(Duration::from_millis(1));
            state = self.state.lock();
        }
        state
    }
}
