//! lesson: 10
//! right: asks for the empty server first

impl Little {
    pub fn error(&self) -> f64 {
        let through = self.rate * self.stay.as_secs_f64();
        if self.in_flight > 0.0 {
            (1.0 - through / self.in_flight).abs()
        } else if through > 0.0 {
            f64::INFINITY
        } else {
            0.0
        }
    }
}
