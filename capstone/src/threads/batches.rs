//! Several items under one lock.
//!
//! A queue is locked once for each item, and for a small job that is most of the work. A thread that has many items
//! pushes them together, and wakes one thread for all of them. That thread wakes the next, if it finds more than it
//! takes.

use super::error::Closed;
use super::queue::{BoundedQueue, State};

impl<T> BoundedQueue<T> {
    /// Appends all of `items`, in order, under as few locks as the room allows; sleeps while the queue is full.
    ///
    /// # Errors
    ///
    /// If the queue is closed, the items that were not appended stay in `items`.
    pub fn push_batch(&self, items: &mut Vec<T>) -> Result<(), Closed<()>> {
        // Back to front, so that each pass takes from the end. To take from the front would move the rest up each time:
        // the time of a long batch through a short queue would grow with the square of its length.
        items.reverse();
        while !items.is_empty() {
            let mut state = self.wait_for_room(self.state.lock());
            if state.closed {
                items.reverse();
                return Err(Closed(()));
            }
            state.append_from_the_end(items, self.capacity);
            self.leave(state);
        }
        Ok(())
    }

    /// Appends as many of `items` as there is room for now, from the front; the others stay, and move up. Never sleeps.
    ///
    /// # Errors
    ///
    /// If the queue is closed, all of them stay in `items`.
    pub fn try_push_batch(&self, items: &mut Vec<T>) -> Result<(), Closed<()>> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(Closed(()));
        }
        let count = items.len().min(self.capacity - state.items.len());
        state.append_all(items.drain(..count));
        self.leave(state);
        Ok(())
    }

    /// Moves up to `max` items to the end of `into`; sleeps while the queue is empty.
    ///
    /// Returns how many: 0 only when the queue is closed and drained.
    ///
    /// # Panics
    ///
    /// If `max` is 0.
    pub fn pop_batch(&self, max: usize, into: &mut Vec<T>) -> usize {
        assert!(max > 0, "a batch of 0 items could not be told from the end: ask for at least 1");
        let mut state = self.wait_for_item(self.state.lock());
        let count = max.min(state.items.len());
        into.extend(state.items.drain(..count));
        self.leave(state);
        count
    }
}

impl<T> State<T> {
    fn append_all(&mut self, items: impl ExactSizeIterator<Item = T>) {
        self.accepted += items.len() as u64;
        self.items.extend(items);
    }

    /// Appends as many items as there is room for, the last first.
    fn append_from_the_end(&mut self, items: &mut Vec<T>, capacity: usize) {
        let count = items.len().min(capacity - self.items.len());
        self.append_all(items.drain(items.len() - count..).rev());
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;

    #[test]
    fn a_long_batch_through_a_short_queue_moves_each_item_once() {
        const LENGTH: usize = 10_000;
        let queue = BoundedQueue::new(64);
        let mut batch: Vec<usize> = (0..LENGTH).rev().collect();
        let (mut moves, mut taken) = (0, Vec::new());
        while !batch.is_empty() {
            let before = batch.clone();
            let mut state = queue.state.lock();
            state.append_from_the_end(&mut batch, queue.capacity);
            taken.extend(state.items.drain(..));
            let stayed = batch.iter().zip(&before).filter(|(now, then)| now == then).count();
            moves += before.len() - stayed;
        }
        assert_eq!(moves, LENGTH, "items were moved up that only waited for their turn");
        assert!(taken.into_iter().eq(0..LENGTH));
    }
}
