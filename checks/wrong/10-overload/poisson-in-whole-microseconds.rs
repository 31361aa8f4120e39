//! lesson: 10
//! mistake: cuts each gap to whole microseconds
//! expect: 200000/s for 50ms gave

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");

        let (mut times, mut sum) = (Vec::new(), Duration::ZERO);
        loop {
            sum += Duration::from_micros((-1e6 * random.fraction().ln() / rate) as u64);
            if sum >= duration {
                return Self { times, duration };
            }
            times.push(sum);
        }
    }
}
