//! lesson: 09
//! right: divides the cap instead of multiplying the first wait; draws 128 bits until they fit, so covers any ceiling

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let doublings = retry.saturating_sub(1);
        let (first, cap) = (self.first.as_nanos(), self.cap.as_nanos());
        // The cap, halved as often as the first wait would be doubled: if that is less, the doublings go beyond the cap.
        let halved = cap.checked_shr(doublings).unwrap_or(0);
        if first > halved {
            return self.cap;
        }
        // At most the cap, so it fits. (Of more than 127 doublings, only zero gets here.)
        let nanos = first.checked_shl(doublings).unwrap_or(0);
        Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32)
    }

    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        if self.jitter == Jitter::None {
            return ceiling;
        }
        let most = ceiling.as_nanos();
        // All bits that such a number can have. At least half of the numbers with these bits are not above `most`.
        let mask = u128::MAX.checked_shr(most.leading_zeros()).unwrap_or(0);
        loop {
            let bits = u128::from(random.next_u64()) << 64 | u128::from(random.next_u64());
            let nanos = bits & mask;
            if nanos <= most {
                return Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32);
            }
        }
    }
}

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let is_within_limit = past.count < self.limit;
        let is_paid = is_within_limit && self.budget.as_mut().is_none_or(|budget| budget.try_spend());
        if is_paid { Some(self.wait(past)) } else { None }
    }
}
