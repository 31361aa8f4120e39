//! lesson: 10
//! mistake: divides the queue by the workers in whole numbers
//! expect: latency(10, 1ms) said 3ms instead of 3.333333ms, with Q = 7 and c = 3

impl Limits {
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        if self.workers == 0 {
            return service.mul_f64((in_flight as f64).max(1.0));
        }
        let most = (self.queue / self.workers + 1) as f64;
        service.mul_f64((in_flight as f64 / self.workers as f64).clamp(1.0, most))
    }
}
