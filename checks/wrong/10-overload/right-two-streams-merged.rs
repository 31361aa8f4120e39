//! lesson: 10
//! right: two Poisson processes of half the rate, merged by sorting, which is one of the whole rate
impl Schedule {
    /// Requests that come independently of each other, `rate` a second on average, for `duration`.
    ///
    /// # Panics
    ///
    /// If `rate` is not above zero.
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above 0, and {rate} is not");
        let mut times = Vec::new();
        for _ in 0..2 {
            let mut at = 0.0;
            loop {
                at -= 2.0 * random.fraction().ln() / rate;
                let time = seconds(at);
                if time >= duration {
                    break;
                }
                times.push(time);
            }
        }
        times.sort_unstable();
        Self { times, duration }
    }
}
