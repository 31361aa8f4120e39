//! lesson: 10
//! mistake: calls everything right where nothing was in flight
//! expect: it was 0 for L = 0, X = 1/s

impl Little {
    pub fn error(&self) -> f64 {
        if self.in_flight == 0.0 {
            return 0.0;
        }
        (self.in_flight - self.rate * self.stay.as_secs_f64()).abs() / self.in_flight
    }
}
