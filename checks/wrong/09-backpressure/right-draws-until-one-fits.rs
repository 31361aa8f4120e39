//! lesson: 09
//! right: the ceiling by doubling in steps up to the cap; jitter by drawing bits until they fit, two numbers for each draw
impl Backoff {
    /// The longest wait before retry number `retry`; the first is 1.
    pub fn ceiling(&self, retry: u32) -> Duration {
        let mut ceiling = self.first.min(self.cap);
        let mut doublings = retry.saturating_sub(1);
        // Zero stays zero. Everything else reaches the longest cap within 94 steps.
        while doublings > 0 && ceiling < self.cap && !ceiling.is_zero() {
            ceiling = ceiling.saturating_mul(2).min(self.cap);
            doublings -= 1;
        }
        ceiling
    }

    /// How long to wait before retry number `retry`.
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        match self.jitter {
            Jitter::None => self.ceiling(retry),
            Jitter::Full => any_up_to(self.ceiling(retry), random),
        }
    }
}

/// Any time from zero to `most`, each as likely.
fn any_up_to(most: Duration, random: &mut Random) -> Duration {
    let most = most.as_nanos();
    // As many bits as `most` has: on average fewer than two draws until one is not above it.
    let mask = u128::MAX.checked_shr(most.leading_zeros()).unwrap_or(0);
    loop {
        let (high, low) = (u128::from(random.next_u64()), u128::from(random.next_u64()));
        let drawn = ((high << 64) | low) & mask;
        if drawn <= most {
            return Duration::new((drawn / 1_000_000_000) as u64, (drawn % 1_000_000_000) as u32);
        }
    }
}
