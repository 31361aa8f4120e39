//! lesson: 11
//! mistake: cuts the latency to whole milliseconds
//! expect: 50 clients and 397.3 requests/s gave 125ms

impl Model {
    pub(crate) fn latency(&self, rate: f64) -> Duration {
        Duration::from_millis((1000.0 * self.clients as f64 / rate) as u64)
    }
}
