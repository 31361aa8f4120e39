//! A small generator of random numbers whose whole run follows from its seed.
//!
//! A client needs chance, for its jitter and for arrival times, and a test needs the same chance again. This
//! one is fast and even enough for both. It is not for secrets.

use std::hash::{BuildHasher, Hasher, RandomState};

/// SplitMix64: a counter whose every value is mixed until no pattern is left.
///
/// From Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (OOPSLA 2014), with the
/// constants of Vigna's `splitmix64.c`.
///
/// ```
/// use capstone::client::Random;
///
/// let (mut one, mut other) = (Random::new(7), Random::new(7));
/// assert_eq!(one.below(1000), other.below(1000));
/// ```
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// A generator whose numbers follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A generator with a seed that no other process has: jitter is of no use if all processes draw the same numbers.
    pub fn from_entropy() -> Self {
        // The standard library keys its hash maps at random, from the system's own source.
        Self::new(RandomState::new().build_hasher().finish())
    }

    /// The next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `limit - 1`; 0 if `limit` is 0.
    ///
    /// The high half of a product instead of a remainder, after Lemire, *Fast random integer generation in an
    /// interval* (2019). What is uneven about it is far below what a histogram could show.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next_u64()) * u128::from(limit)) >> 64) as u64
    }

    /// A number above 0 and not above 1, with all 53 bits that such a number has.
    pub fn fraction(&mut self) -> f64 {
        ((self.next_u64() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut random = Random::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next_u64()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn below_reaches_every_number_evenly_and_nothing_else() {
        let mut random = Random::new(1);
        let mut counts = [0u32; 10];
        for _ in 0..100_000 {
            counts[random.below(10) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
        assert_eq!((random.below(0), random.below(1)), (0, 0));
    }

    #[test]
    fn fractions_fill_the_span_from_above_0_to_1_evenly() {
        let mut random = Random::new(2);
        let fractions: Vec<f64> = (0..100_000).map(|_| random.fraction()).collect();
        assert!(fractions.iter().all(|fraction| 0.0 < *fraction && *fraction <= 1.0));
        let mean = fractions.iter().sum::<f64>() / 1e5;
        assert!((0.49..0.51).contains(&mean), "{mean}");
    }
}
