//! lesson: 07
//! mistake: a BatchJob that is dropped while a panic unwinds does not post its batch
//! expect: a job that a panic ends must still post its batch
impl Drop for BatchJob {
    fn drop(&mut self) {
        // A second panic here would end the process, so nothing is risked amid the first.
        if std::thread::panicking() {
            return;
        }
        if let Some(batch) = self.batch.take() {
            self.context.completions.post(batch);
        }
    }
}
