//! lesson: 11
//! right: divides a Duration

impl Model {
    pub(crate) fn latency(&self, rate: f64) -> Duration {
        Duration::from_secs(self.clients as u64).div_f64(rate)
    }
}
