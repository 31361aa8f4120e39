//! lesson: 04
//! mistake: a pop that was woken in vain looks each millisecond from then on
//! expect: a pop that is woken must look, and sleep on if its item is gone, but thread `popper` did not sleep
use std::time::Duration;

impl<T> BoundedQueue<T> {
    pub(super) fn wait_for_item<'a>(&'a self, mut state: Guard<'a, State<T>>) -> Guard<'a, State<T>> {
        if state.items.is_empty() && !state.closed {
            state = self.give_way(state);
        }
        if state.items.is_empty() && !state.closed {
            state.consumers.fall_asleep();
            state = self.not_empty.wait(state);
            state.consumers.wake_up();
        }
        while state.items.is_empty() && !state.closed {
            drop(state);
            thread::sleep(Duration::from_millis(1));
            state = self.state.lock();
        }
        state
    }
}
