//! lesson: 10
//! mistake: draws gaps that are evenly distributed
//! expect: of the gaps were below

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");

        let (mut times, mut sum) = (Vec::new(), 0.0);
        loop {
            sum += 2.0 * random.fraction() / rate;
            let time = seconds(sum);
            if time >= duration {
                return Self { times, duration };
            }
            times.push(time);
        }
    }
}
