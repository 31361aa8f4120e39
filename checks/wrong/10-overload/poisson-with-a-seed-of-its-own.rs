//! lesson: 10
//! mistake: draws from a new generator instead of the one that it is given
//! expect: one seed gave two schedules

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");

        let _ = random;
        let mut own = Random::from_entropy();
        let (mut times, mut sum) = (Vec::new(), 0.0);
        loop {
            sum -= own.fraction().ln() / rate;
            let time = seconds(sum);
            if time >= duration {
                return Self { times, duration };
            }
            times.push(time);
        }
    }
}
