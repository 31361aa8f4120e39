//! lesson: 10
//! mistake: a schedule without a request looks like a mistake, so it draws until there is one
//! expect: how many independent arrivals there are must be chance: many, few or none
impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let mut times = Vec::new();
        while times.is_empty() && !duration.is_zero() {
            let mut sum = 0.0;
            times = std::iter::from_fn(|| {
                sum -= random.fraction().ln() / rate;
                Some(seconds(sum)).filter(|time| *time < duration)
            })
            .collect();
        }
        Self { times, duration }
    }
}
