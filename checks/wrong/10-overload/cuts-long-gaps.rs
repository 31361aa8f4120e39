//! lesson: 10
//! mistake: cuts each gap at five times the mean, so that no run stands still
//! expect: of the gaps were below 6000 µs

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above 0, not {rate}");
        let mut times = Vec::new();
        let mut time = 0.0;
        loop {
            // One gap in 150 would be longer: it would leave the server without load.
            time += (-random.fraction().ln()).min(5.0) / rate;
            let due = seconds(time);
            if due >= duration {
                return Self { times, duration };
            }
            times.push(due);
        }
    }
}
