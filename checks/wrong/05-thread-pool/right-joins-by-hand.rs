//! lesson: 05
//! right: the drop joins the workers itself, unless it runs on one of them; a worker pops batches of one
//! file: capstone/src/threads/pool.rs
impl<J: Job> Drop for ThreadPool<J> {
    fn drop(&mut self) {
        let crew = std::mem::take(&mut self.crew);
        self.shared.queue.close();
        if crew.contains_current() {
            crew.detach();
        } else if let Err(panicked) = crew.join() {
            unreachable!("a worker catches what its jobs do: {panicked}");
        }
    }
}

impl<J: Job> Shared<J> {
    fn work(&self, tally: &Tally) {
        let mut one = Vec::with_capacity(1);
        while self.queue.pop_batch(1, &mut one) == 1 {
            tally.run(one.remove(0));
        }
        self.working.count_down();
    }
}
