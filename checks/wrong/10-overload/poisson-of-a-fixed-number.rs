//! lesson: 10
//! mistake: as many requests as the rate gives on average, each at a random time: none at all of 0.4/s for 1 s
//! expect: how many independent arrivals there are must be chance: many, few or none

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above 0, and not {rate}");
        // Independent requests: each comes at any time of the run, as likely as at any other.
        let count = (rate * duration.as_secs_f64()).round() as usize;
        let mut times: Vec<Duration> =
            (0..count).map(|_| seconds(duration.as_secs_f64() * (1.0 - random.fraction()))).collect();
        times.retain(|time| *time < duration);
        times.sort_unstable();
        Self { times, duration }
    }
}
