//! lesson: 10
//! mistake: adds up gaps that were rounded to nanoseconds
//! expect: 30001 requests were due, not 30000, at 3/s for 10000s

impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let gap = seconds(1.0 / rate);
        let (mut times, mut time) = (Vec::new(), Duration::ZERO);
        while time < duration {
            times.push(time);
            time = time.saturating_add(gap);
        }
        Self { times, duration }
    }
}
