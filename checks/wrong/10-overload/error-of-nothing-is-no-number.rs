//! lesson: 10
//! mistake: divides zero by zero
//! expect: it was NaN for L = 0, X = 0

impl Little {
    pub fn error(&self) -> f64 {
        (self.in_flight - self.rate * self.stay.as_secs_f64()).abs() / self.in_flight
    }
}
