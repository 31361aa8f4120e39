//! lesson: 07
//! mistake: fills in when a batch was begun, if it was not, so that what a shutdown discards counts as panicked
//! expect: a request that never ran must be told apart from one that panicked
impl Drop for BatchJob {
    fn drop(&mut self) {
        if let Some(mut batch) = self.batch.take() {
            batch.begun.get_or_insert_with(Instant::now);
            self.context.completions.post(batch);
        }
    }
}
