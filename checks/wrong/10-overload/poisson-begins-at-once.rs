//! lesson: 10
//! mistake: has its first request at the start, without a gap
//! expect: of the first arrivals were below

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");

        let (mut times, mut sum) = (Vec::new(), 0.0);
        while seconds(sum) < duration {
            times.push(seconds(sum));
            sum -= random.fraction().ln() / rate;
        }
        Self { times, duration }
    }
}
