//! lesson: 12
//! mistake: cuts the number of workers to a whole one
//! expect: n = 2.5

impl Usl {
    pub(crate) fn throughput(&self, workers: f64) -> f64 {
        let workers = workers.floor();
        let others = workers - 1.0;
        self.lambda * workers / (1.0 + self.sigma * others + self.kappa * workers * others)
    }
}
