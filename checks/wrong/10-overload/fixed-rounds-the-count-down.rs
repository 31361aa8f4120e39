//! lesson: 10
//! mistake: leaves out the request of a gap that is not complete
//! expect: 2 requests were due, not 3, at 0.25/s for 10s

impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let count = (rate * duration.as_secs_f64()) as u32;
        Self { times: (0..count).map(|number| seconds(f64::from(number) / rate)).collect(), duration }
    }
}
