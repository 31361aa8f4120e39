//! lesson: 10
//! mistake: takes a part of S when workers are idle
//! expect: latency(1, 1ms) said 250µs instead of 1ms

impl Limits {
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let in_pool = if self.workers > 0 { in_flight.min(self.most_in_pool()) } else { in_flight };
        service.mul_f64(in_pool as f64 / self.workers.max(1) as f64)
    }
}
