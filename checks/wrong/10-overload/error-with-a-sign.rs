//! lesson: 10
//! mistake: has an error below zero when too much went through
//! expect: it was -0.1

impl Little {
    pub fn error(&self) -> f64 {
        let difference = self.in_flight - self.rate * self.stay.as_secs_f64();
        if difference == 0.0 {
            0.0
        } else if self.in_flight == 0.0 {
            f64::INFINITY
        } else {
            difference / self.in_flight
        }
    }
}
