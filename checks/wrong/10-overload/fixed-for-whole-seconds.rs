//! lesson: 10
//! mistake: takes the whole seconds of the duration
//! expect: 8 requests were due, not 9, at 8/s for 1.125s

impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let count = (rate * duration.as_secs() as f64).ceil() as u32;
        Self { times: (0..count).map(|number| seconds(f64::from(number) / rate)).collect(), duration }
    }
}
