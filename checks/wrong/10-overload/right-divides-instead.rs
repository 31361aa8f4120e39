//! lesson: 10
//! right: divides where others multiply, in whole nanoseconds; bounds the requests and not the time; gaps in units of the mean

impl Limits {
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        // N w > Q + c exactly if N > (Q + c) / w, rounded down; and no product that could overflow.
        self.workers > 0 && self.most_in_pool().checked_div(depth).is_some_and(|most| clients > most)
    }

    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let workers = self.workers.max(1);
        let most = if self.workers == 0 { u64::MAX } else { self.most_in_pool() };
        let counted = in_flight.min(most).max(workers);
        let nanos = service.as_nanos().saturating_mul(u128::from(counted)) / u128::from(workers);
        match u64::try_from(nanos / 1_000_000_000) {
            Ok(seconds) => Duration::new(seconds, (nanos % 1_000_000_000) as u32),
            Err(_) => Duration::MAX,
        }
    }
}

pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let best = steps.iter().map(|(_, goodput)| *goodput).fold(0.0, f64::max);
    if best <= 0.0 {
        return None;
    }
    let mut steps = steps.to_vec();
    steps.sort_by_key(|(clients, _)| *clients);
    steps.into_iter().find(|(_, goodput)| goodput / best >= AS_GOOD_AS_THE_BEST).map(|(clients, _)| clients)
}

impl Little {
    pub fn error(&self) -> f64 {
        let expected = self.rate * self.stay.as_secs_f64();
        // Without this case two zeros would be NaN. L alone 0 divides by zero: that is infinite, as it is meant to be.
        if expected == self.in_flight { 0.0 } else { ((expected - self.in_flight) / self.in_flight).abs() }
    }
}

impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above 0, and not {rate}");
        let mut times = Vec::new();
        loop {
            let due = seconds(times.len() as f64 / rate);
            if due >= duration {
                return Self { times, duration };
            }
            times.push(due);
        }
    }

    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above 0, and not {rate}");
        let mut gaps = 0.0; // so many mean gaps have passed
        let next = || {
            gaps -= random.fraction().ln();
            Some(seconds(gaps / rate)).filter(|due| *due < duration)
        };
        Self { times: std::iter::from_fn(next).collect(), duration }
    }
}

impl Timestamps {
    pub fn corrected(&self, done: Instant) -> Duration {
        done.saturating_duration_since(self.intended)
    }

    pub fn uncorrected(&self, done: Instant) -> Duration {
        done.saturating_duration_since(self.sent)
    }

    pub fn lag(&self) -> Option<Duration> {
        let waited_for_the_server = self.free > self.intended;
        (!waited_for_the_server).then(|| self.sent.saturating_duration_since(self.intended))
    }
}
