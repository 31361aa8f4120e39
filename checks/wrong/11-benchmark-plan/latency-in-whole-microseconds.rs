//! lesson: 11
//! mistake: cuts the latency to whole microseconds
//! expect: and 397.3 requests/s gave 125.849ms
impl Model {
    pub(crate) fn latency(&self, rate: f64) -> Duration {
        Duration::from_micros((1e6 * self.clients as f64 / rate) as u64)
    }
}
