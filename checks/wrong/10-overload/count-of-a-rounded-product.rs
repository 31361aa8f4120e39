//! lesson: 10
//! mistake: the number of requests is rate times duration, rounded up: 100/s for 70 ms are 8 in floating point, the last at
//! exactly 70 ms
//! expect: 8 requests were due, not 7
impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above 0");
        let count = (rate * duration.as_secs_f64()).ceil() as usize;
        let times = (0..count).map(|number| seconds(number as f64 / rate)).collect();
        Self { times, duration }
    }
}
