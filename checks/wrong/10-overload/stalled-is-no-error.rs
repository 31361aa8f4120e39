//! lesson: 10
//! mistake: where nothing went through, the error is 0, even if requests were in flight all the time
//! expect: the error must be |L - X W| / L
impl Little {
    pub fn error(&self) -> f64 {
        let passed = self.rate * self.stay.as_secs_f64();
        if passed == 0.0 {
            return 0.0; // nothing to compare with; and 0 / 0 would be NaN
        }
        (self.in_flight - passed).abs() / self.in_flight
    }
}
