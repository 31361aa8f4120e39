//! lesson: 10
//! right: Poisson counts in windows, then even times in each (the same process, other draws); latency in whole nanoseconds
impl Limits {
    /// Whether so many clients, each with `depth` requests in flight, can be refused.
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        // N w > M is N > M / w rounded down, and the product might overflow.
        self.workers > 0 && self.most_in_pool().checked_div(depth).is_some_and(|most| clients > most)
    }

    /// How long an accepted request takes on average while this many are in flight.
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let most = if self.workers == 0 { u64::MAX } else { self.most_in_pool() };
        let workers = self.workers.max(1);
        let (admitted, workers) = (u128::from(in_flight.min(most).max(workers)), u128::from(workers));
        let nanos = service.as_nanos().saturating_mul(admitted).saturating_add(workers / 2) / workers;
        match u64::try_from(nanos / 1_000_000_000) {
            Ok(whole) => Duration::new(whole, (nanos % 1_000_000_000) as u32),
            Err(_) => Duration::MAX,
        }
    }
}

/// The saturation point.
pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let mut steps = steps.to_vec();
    steps.sort_by(|a, b| a.1.total_cmp(&b.1).reverse());
    let (_, best) = *steps.first().filter(|(_, best)| *best > 0.0)?;
    steps
        .into_iter()
        .take_while(|(_, goodput)| *goodput >= AS_GOOD_AS_THE_BEST * best)
        .map(|(clients, _)| clients)
        .min()
}

impl Little {
    /// By which share of L the two sides differ.
    pub fn error(&self) -> f64 {
        let difference = (self.rate * self.stay.as_secs_f64() - self.in_flight).abs();
        if difference > 0.0 { difference / self.in_flight } else { 0.0 }
    }
}

impl Schedule {
    /// Requests that come independently of each other, `rate` a second on average, for `duration`.
    ///
    /// # Panics
    ///
    /// If `rate` is not above zero.
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "the rate must be above 0, and is {rate}");
        const MEAN: f64 = 10.0;
        let (end, width) = (duration.as_secs_f64(), MEAN / rate);
        let (mut times, mut begin, mut window) = (Vec::new(), 0.0, 0u64);
        while begin < end {
            // How many come in a window is Poisson distributed (Knuth's product of fractions); when, is even.
            let mut count = 0;
            let mut product = random.fraction();
            while product > (-MEAN).exp() {
                count += 1;
                product *= random.fraction();
            }
            for _ in 0..count {
                let at = seconds(begin + width * random.fraction());
                if at < duration {
                    times.push(at);
                }
            }
            window += 1;
            begin = window as f64 * width;
        }
        times.sort_unstable();
        Self { times, duration }
    }
}

impl Timestamps {
    /// How late the sender itself was; None if it had to wait for the server to free the connection.
    pub fn lag(&self) -> Option<Duration> {
        if self.free > self.intended {
            return None;
        }
        Some(self.sent.saturating_duration_since(self.intended))
    }
}
