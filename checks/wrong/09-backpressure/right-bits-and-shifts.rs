//! lesson: 09
//! right: compares by shifts in 128 bits; a random wait is drawn as bits, again and again until it fits; the index is
//! computed of shares that are scaled to the largest
//! file: capstone/src/client/retry/backoff.rs
impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let (first, cap) = (self.first.as_nanos(), self.cap.as_nanos());
        let doublings = retry.saturating_sub(1);
        // first << doublings <= cap, asked the other way round, in which nothing overflows.
        match cap.checked_shr(doublings) {
            _ if first == 0 => Duration::ZERO,
            Some(room) if first <= room => of_nanos(first << doublings),
            _ => self.cap,
        }
    }

    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        if self.jitter == Jitter::None {
            return ceiling;
        }
        let most = ceiling.as_nanos();
        let mask = u128::MAX.checked_shr(most.leading_zeros()).unwrap_or(0);
        loop {
            let bits = (u128::from(random.next_u64()) << 64) | u128::from(random.next_u64());
            if bits & mask <= most {
                return of_nanos(bits & mask);
            }
        }
    }
}

fn of_nanos(nanos: u128) -> Duration {
    Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32)
}

impl RetryBudget {
    pub fn deposit(&mut self) {
        let room = Self::CAPACITY * Self::TOKEN - self.hundredths;
        self.hundredths += room.min(self.percent);
    }

    pub fn try_spend(&mut self) -> bool {
        let left = self.hundredths.checked_sub(Self::TOKEN);
        self.hundredths = left.unwrap_or(self.hundredths);
        left.is_some()
    }
}

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let mut after = self.budget.clone();
        let paid = || after.as_mut().is_none_or(RetryBudget::try_spend);
        if !((past.count < self.limit).then(paid)?) {
            return None;
        }
        self.budget = after;
        Some(self.wait(past))
    }
}

impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let mut sorted = shares.to_vec();
        sorted.sort_unstable();
        let starved = sorted.partition_point(|share| *share == 0);
        let slowest = sorted.first().copied().unwrap_or_default();
        let largest = sorted.last().copied().unwrap_or_default();
        if largest == 0 {
            return Self { jain: 1.0, slowest, starved };
        }
        let scaled = || sorted.iter().map(|share| *share as f64 / largest as f64);
        let mean = scaled().sum::<f64>() / sorted.len() as f64;
        let mean_square = scaled().map(|share| share * share).sum::<f64>() / sorted.len() as f64;
        Self { jain: mean * mean / mean_square, slowest, starved }
    }
}
