//! lesson: 10
//! mistake: asks whether the rate is 0, and not whether X W is: for L = 0, X = 1000/s and W = 0 the error is infinite
//! expect: it was inf for L = 0, X = 1000/s and W = 0ns

impl Little {
    pub fn error(&self) -> f64 {
        if self.in_flight == 0.0 {
            // Nothing was there: right if nothing went through.
            return if self.rate == 0.0 { 0.0 } else { f64::INFINITY };
        }
        let expected = self.rate * self.stay.as_secs_f64();
        (self.in_flight - expected).abs() / self.in_flight
    }
}
