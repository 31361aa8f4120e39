//! lesson: 05
//! mistake: who submits from outside while the queue is full runs the oldest job itself, uncounted, and does not sleep
//! expect: submit must sleep while the queue is full, and return when there is room, but it returned, with the queue full
//! file: capstone/src/threads/pool.rs
impl<J: Job> ThreadPool<J> {
    pub fn submit(&self, job: J) -> Result<(), Closed<J>> {
        let queue = &self.shared.queue;
        // We would only wait: so lend the workers a hand. (A worker would run one job inside another.)
        while self.depth() == queue.capacity() && !queue.is_closed() && !self.crew.contains_current() {
            let mut state = queue.state.lock();
            let oldest = state.items.pop_front();
            queue.leave(state);
            if let Some(oldest) = oldest {
                Tally::default().run(oldest);
            }
        }
        queue.push(job)
    }
}
