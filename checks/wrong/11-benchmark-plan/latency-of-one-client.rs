//! lesson: 11
//! mistake: forgets that all clients wait at once
//! expect: 50 clients and 400 requests/s gave 2.5ms, not 125ms

impl Model {
    pub(crate) fn latency(&self, rate: f64) -> Duration {
        Duration::from_secs_f64(1.0 / rate)
    }
}
