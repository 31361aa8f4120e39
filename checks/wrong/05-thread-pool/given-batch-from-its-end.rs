//! lesson: 05
//! mistake: takes a batch from its end, where nothing moves up, and does not turn it round first: the last job begins first
//! expect: jobs that are handed over together must all run, and begin in order, but one worker ran 200 jobs in another order
//! file: capstone/src/threads/batches.rs
impl<T> BoundedQueue<T> {
    pub fn push_batch(&self, items: &mut Vec<T>) -> Result<(), Closed<()>> {
        while !items.is_empty() {
            let mut state = self.wait_for_room(self.state.lock());
            if state.closed {
                return Err(Closed(()));
            }
            state.append_from_the_end(items, self.capacity);
            self.leave(state);
        }
        Ok(())
    }
}
