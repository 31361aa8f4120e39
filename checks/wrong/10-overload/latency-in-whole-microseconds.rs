//! lesson: 10
//! mistake: calculates in whole microseconds
//! expect: with Q = 7 and c = 3

impl Limits {
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let in_pool = if self.workers > 0 { in_flight.min(self.most_in_pool()) } else { in_flight };
        let us = service.as_micros() as u64;
        Duration::from_micros((us * in_pool / self.workers.max(1)).max(us))
    }
}
