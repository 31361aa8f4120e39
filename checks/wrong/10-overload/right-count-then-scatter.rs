//! lesson: 10
//! right: a Poisson process as a random number of arrivals scattered evenly and sorted; the fixed schedule made too long
//! and cut; the latency in whole numbers of 128 bits
//! file: capstone/src/client/open_loop/schedule.rs
impl Limits {
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        let places = u128::from(self.queue) + u128::from(self.workers);
        self.workers != 0 && u128::from(clients) * u128::from(depth) > places
    }

    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let workers = self.workers.max(1);
        let most = if self.workers == 0 { u64::MAX } else { self.most_in_pool() };
        let served = u128::from(in_flight.clamp(workers, most));
        // The division comes last: nothing is lost but a fraction of a nanosecond.
        let nanos = service.as_nanos() * served / u128::from(workers);
        Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32)
    }
}

pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let mut ordered: Vec<&(usize, f64)> = steps.iter().collect();
    ordered.sort_by(|one, other| other.1.total_cmp(&one.1));
    let best = ordered.first().map(|step| step.1).filter(|best| *best > 0.0)?;
    let good = ordered.partition_point(|step| step.1 >= AS_GOOD_AS_THE_BEST * best);
    ordered[..good].iter().map(|step| step.0).min()
}

impl Little {
    pub fn error(&self) -> f64 {
        let passed = self.rate * self.stay.as_secs_f64();
        if passed == self.in_flight { 0.0 } else { (1.0 - passed / self.in_flight).abs() }
    }
}

impl Schedule {
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "{rate} is no rate");
        let enough = (rate * duration.as_secs_f64()) as usize + 2;
        let mut times: Vec<Duration> = (0..enough).map(|number| seconds(number as f64 / rate)).collect();
        while times.pop_if(|last| *last >= duration).is_some() {}
        Self { times, duration }
    }

    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "{rate} is no rate");
        // How many: as many unit gaps as fit into the mean number. Where: anywhere, each place as likely.
        let mean = rate * duration.as_secs_f64();
        let mut count = 0;
        let mut passed = -random.fraction().ln();
        while passed < mean {
            count += 1;
            passed -= random.fraction().ln();
        }
        let anywhere = |_| seconds((1.0 - random.fraction()) * duration.as_secs_f64());
        let mut times: Vec<Duration> = (0..count).map(anywhere).filter(|time| *time < duration).collect();
        times.sort_unstable();
        Self { times, duration }
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
        let idle = self.intended.checked_duration_since(self.free);
        idle.map(|_| self.sent.saturating_duration_since(self.intended))
    }
}
