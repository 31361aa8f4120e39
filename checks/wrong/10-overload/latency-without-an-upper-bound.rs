//! lesson: 10
//! mistake: lets the latency grow beyond what the pool takes in
//! expect: latency(69, 1ms) said 17.25ms instead of 17ms

impl Limits {
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        service.mul_f64((in_flight as f64 / self.workers.max(1) as f64).max(1.0))
    }
}
