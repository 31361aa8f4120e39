//! lesson: 10
//! right: clamps the formula between its two bounds

impl Limits {
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let [n, q, c] = [in_flight, self.queue, self.workers.max(1)].map(|count| count as f64);
        let most = if self.workers == 0 { f64::INFINITY } else { q / c + 1.0 };
        Duration::from_secs_f64(service.as_secs_f64() * (n / c).min(most).max(1.0))
    }
}
