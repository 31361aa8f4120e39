//! lesson: 10
//! mistake: has nobody come in the first 0.1 ms, in which the connections get ready
//! expect: but 0.00 % of the first arrivals were below 100 µs

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let (mut times, mut sum) = (Vec::new(), 1e-4);
        loop {
            sum -= random.fraction().ln() / rate;
            let time = seconds(sum);
            if time >= duration {
                return Self { times, duration };
            }
            times.push(time);
        }
    }
}
