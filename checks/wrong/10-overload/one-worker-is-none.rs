//! lesson: 10
//! mistake: takes a server with one worker for one without
//! expect: the latency must be N w S / c, but no more than (Q/c + 1) S
impl Limits {
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let in_pool = if self.workers > 1 { in_flight.min(self.most_in_pool()) } else { in_flight };
        service.mul_f64((in_pool as f64 / self.workers.max(1) as f64).max(1.0))
    }
}
