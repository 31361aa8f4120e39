//! lesson: 10
//! right: calculates how many there are before it makes them

impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let most = (rate * duration.as_secs_f64()).ceil() as u32 + 1;
        let mut times: Vec<Duration> = (0..most).map(|number| seconds(f64::from(number) / rate)).collect();
        times.retain(|time| *time < duration);
        Self { times, duration }
    }
}
