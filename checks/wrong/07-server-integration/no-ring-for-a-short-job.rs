//! lesson: 07
//! mistake: does not ring for a job that computes for less than 50 µs, because the loop cannot have gone to sleep so soon
//! expect: every reply must come, though nothing but its completion wakes the loop
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    /// Adds one for a loop that is still awake.
    pub(super) fn post_quietly(&self, completion: T) {
        self.state.lock().finished.push(completion);
    }
}

impl Drop for BatchJob {
    fn drop(&mut self) {
        use crate::net::request::Work;
        use crate::net::work::WorkMode;
        use std::time::Duration;

        let Some(batch) = self.batch.take() else { return };
        let is_short = |request: &Request| match request.work {
            Work::Spend(spec) => spec.mode == WorkMode::Spin && spec.duration < Duration::from_micros(50),
            _ => false,
        };
        if batch.requests.iter().all(is_short) {
            self.context.completions.post_quietly(batch);
        } else {
            self.context.completions.post(batch);
        }
    }
}
