//! How long a refused client waits before it tries again.
//!
//! A client that comes back at once makes an overload worse. So each wait may be twice as long as the one
//! before. And clients that were refused together would come back together: jitter spreads them out.

use crate::client::random::Random;
use std::time::Duration;

/// Exponential backoff.
///
/// ```
/// use capstone::client::{Backoff, Jitter, Random};
/// use std::time::Duration;
///
/// let backoff = Backoff { jitter: Jitter::None, ..Backoff::default() };
/// let mut random = Random::new(1);
/// let waits: Vec<u128> = (1..=8).map(|retry| backoff.wait(retry, &mut random).as_millis()).collect();
/// assert_eq!(waits, [10, 20, 40, 80, 160, 320, 640, 1000]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    /// The longest wait before the first retry. It doubles with each retry.
    pub first: Duration,
    /// The longest wait before any retry.
    pub cap: Duration,
    /// Whether the waits are random.
    pub jitter: Jitter,
}

/// How a wait is chosen below its ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    /// The wait is any time from zero to its ceiling. Of the usual kinds it does the least work for the same
    /// throughput: Brooker, *Exponential backoff and jitter* (AWS Architecture Blog, 2015).
    Full,
    /// Every wait is as long as its ceiling. It exists to show what goes wrong then.
    None,
}

impl Default for Backoff {
    /// From 10 ms to 1 s, with full jitter.
    fn default() -> Self {
        Self { first: Duration::from_millis(10), cap: Duration::from_secs(1), jitter: Jitter::Full }
    }
}

impl Backoff {
    /// The longest wait before retry number `retry`; the first is 1.
    pub fn ceiling(&self, retry: u32) -> Duration {
        // 94 doublings make more of a nanosecond than a Duration can be. So no cap is out of reach, and no loop is long.
        let doublings = retry.saturating_sub(1).min(94);
        (0..doublings).fold(self.first, |ceiling, _| ceiling.saturating_mul(2)).min(self.cap)
    }

    /// How long to wait before retry number `retry`.
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => {
                let nanos = u64::try_from(ceiling.as_nanos()).unwrap_or(u64::MAX);
                Duration::from_nanos(random.below(nanos.saturating_add(1)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_never_falls_and_stays_at_the_cap() {
        let backoff = Backoff::default();
        let mut last = Duration::ZERO;
        for retry in 1..=1000 {
            let ceiling = backoff.ceiling(retry);
            assert!(ceiling >= last, "retry {retry}");
            last = ceiling;
        }
        assert_eq!((backoff.ceiling(8), backoff.ceiling(u32::MAX)), (backoff.cap, backoff.cap));
    }

    #[test]
    fn a_cap_below_the_first_wait_holds_from_the_first_retry() {
        let backoff = Backoff { cap: Duration::from_millis(3), ..Backoff::default() };
        assert_eq!(backoff.ceiling(1), backoff.cap);
    }

    #[test]
    fn every_cap_is_reached_even_the_longest_one() {
        let backoff = Backoff { first: Duration::from_nanos(1), cap: Duration::MAX, ..Backoff::default() };
        assert_eq!(backoff.ceiling(34), Duration::from_nanos(1 << 33));
        assert!(backoff.ceiling(94) < Duration::MAX);
        assert_eq!((backoff.ceiling(95), backoff.ceiling(u32::MAX)), (Duration::MAX, Duration::MAX));
        assert_eq!(Backoff { first: Duration::ZERO, ..backoff }.ceiling(u32::MAX), Duration::ZERO);
    }

    #[test]
    fn full_jitter_fills_the_whole_span_below_the_ceiling() {
        let backoff = Backoff::default();
        let mut random = Random::new(9);
        for retry in [1, 4, 20] {
            let ceiling = backoff.ceiling(retry);
            let mut quarters = [0u32; 4];
            for _ in 0..4000 {
                let share = backoff.wait(retry, &mut random).as_secs_f64() / ceiling.as_secs_f64();
                assert!(share <= 1.0);
                quarters[((share * 4.0) as usize).min(3)] += 1;
            }
            assert!(quarters.iter().all(|count| (850..1150).contains(count)), "{quarters:?}");
        }
    }
}
