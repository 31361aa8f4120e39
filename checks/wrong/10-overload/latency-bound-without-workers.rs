//! lesson: 10
//! mistake: bounds the latency by a pool that is not there
//! expect: without workers a latency without bound must be predicted: N w S, but latency(3, 1ms) said 1ms

impl Limits {
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let in_pool = in_flight.min(self.most_in_pool());
        service.mul_f64((in_pool as f64 / self.workers.max(1) as f64).max(1.0))
    }
}
