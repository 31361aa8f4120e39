//! lesson: 10
//! mistake: keeps the request that comes after the end
//! expect: the last request was due after the end

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");

        let (mut times, mut sum) = (Vec::new(), 0.0);
        while seconds(sum) < duration {
            sum -= random.fraction().ln() / rate;
            times.push(seconds(sum));
        }
        Self { times, duration }
    }
}
