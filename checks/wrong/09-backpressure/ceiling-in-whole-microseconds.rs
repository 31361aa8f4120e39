//! lesson: 09
//! mistake: counts the ceiling in whole microseconds
//! expect: three doublings of 1.3 µs were 8µs

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let micros = (0..retry.saturating_sub(1).min(94))
            .fold(self.first.as_micros() as u64, |us, _| us.saturating_mul(2));
        Duration::from_micros(micros).min(self.cap)
    }
}
