//! lesson: 10
//! mistake: keeps the request that is due exactly at the end
//! expect: 5 requests were due, not 4, at 4/s

impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let times = (0u32..).map(|number| seconds(f64::from(number) / rate));
        Self { times: times.take_while(|time| *time <= duration).collect(), duration }
    }
}
