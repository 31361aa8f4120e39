//! lesson: 12
//! mistake: counts a worker among those that it waits for: sigma n and not sigma (n - 1)
//! expect: it was 571.429, not 592.593

impl Usl {
    pub(crate) fn throughput(&self, workers: f64) -> f64 {
        let pairs = workers * (workers - 1.0);
        self.lambda * workers / (1.0 + self.sigma * workers + self.kappa * pairs)
    }
}
