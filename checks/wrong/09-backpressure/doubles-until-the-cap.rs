//! lesson: 09
//! mistake: doubles until the cap is reached, which a first wait of zero never does
//! expect: with a first wait of 0 it was

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let (mut ceiling, mut number) = (self.first, 1);
        while number < retry && ceiling < self.cap {
            ceiling = ceiling.saturating_mul(2);
            number += 1;
        }
        ceiling.min(self.cap)
    }
}
