//! lesson: 12
//! mistake: leaves out the cost of the pairs
//! expect: it was 592.593, not 418.848

impl Usl {
    pub(crate) fn throughput(&self, workers: f64) -> f64 {
        self.lambda * workers / (1.0 + self.sigma * (workers - 1.0))
    }
}
