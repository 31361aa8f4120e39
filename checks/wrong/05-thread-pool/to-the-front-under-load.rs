//! lesson: 05
//! mistake: a job that finds the queue more than half full goes to its front: those that have waited long are late anyway
//! expect: 29, 28, 27, 26, 0, 1, 2, 3
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        let queue = &self.shared.queue;
        let mut state = queue.wait_for_room(queue.state.lock());
        if state.closed {
            return Err(Closed(job));
        }
        state.accepted += 1;
        // Under load the newest still has a chance to be in time.
        if state.items.len() > queue.capacity() / 2 {
            state.items.push_front(job);
        } else {
            state.items.push_back(job);
        }
        queue.leave(state);
        Ok(())
    }
}
