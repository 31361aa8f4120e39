//! lesson: 10
//! right: draws gaps with mean 1 and scales their sums

impl Schedule {
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let mut sum = 0.0;
        let gaps = std::iter::repeat_with(|| {
            sum += -random.fraction().ln();
            seconds(sum / rate)
        });
        Self { times: gaps.take_while(|time| *time < duration).collect(), duration }
    }
}
