//! lesson: 10
//! mistake: reads whole milliseconds from the clock
//! expect: W = 12.345678ms

impl Little {
    pub fn error(&self) -> f64 {
        let difference = (self.in_flight - self.rate * self.stay.as_millis() as f64 / 1000.0).abs();
        if difference == 0.0 { 0.0 } else { difference / self.in_flight }
    }
}
