//! lesson: 04
//! mistake: `len` takes the end for an item: a queue that is closed and drained never gets empty
//! expect: pop must give None only when the queue is closed and drained, but pop gave None, and 1 items were still there
impl<T> BoundedQueue<T> {
    pub fn len(&self) -> usize {
        let state = self.state.lock();
        // A pop returns at once at the end, too, as if one more item were there.
        if state.closed { state.items.len().max(1) } else { state.items.len() }
    }
}
