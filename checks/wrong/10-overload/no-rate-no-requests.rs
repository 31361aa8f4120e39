//! lesson: 10
//! mistake: a rate that is not above 0 gives an empty schedule and does not panic
//! expect: a rate that is not above 0 must panic
impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        if !(rate > 0.0) {
            return Self { times: Vec::new(), duration };
        }
        let due = (0u64..).map(|number| seconds(number as f64 / rate));
        Self { times: due.take_while(|time| *time < duration).collect(), duration }
    }

    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        let mut times = Vec::new();
        if !(rate > 0.0) {
            return Self { times, duration };
        }
        let mut time = Duration::ZERO;
        loop {
            time = time.saturating_add(seconds(-random.fraction().ln() / rate));
            if time >= duration {
                return Self { times, duration };
            }
            times.push(time);
        }
    }
}
