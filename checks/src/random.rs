//! Bytes that mean nothing, or nearly something, and the same ones again for the same seed.

use crate::RawFrame;

/// A generator of numbers that look random and can be repeated (Marsaglia, *Xorshift RNGs*, 2003).
///
/// ```
/// use checks::Random;
///
/// assert_eq!(Random::new(1, 7).message(), Random::new(1, 7).message());
/// assert_ne!(Random::new(1, 7).message(), Random::new(1, 8).message());
/// ```
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A stream of numbers of its own for each `connection` of each `seed`.
    pub fn new(seed: u64, connection: u64) -> Self {
        let mixed = (seed << 32 | connection).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from 0 to `limit` - 1.
    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit
    }

    /// Noise.
    fn bytes(&mut self, count: u64) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }

    /// Up to 330 bytes for a server: noise, a frame of which some bytes are others, or a sound length before
    /// noise.
    pub fn message(&mut self) -> Vec<u8> {
        let len = self.below(300);
        match self.below(3) {
            0 => self.bytes(len),
            1 => {
                let mut frame = RawFrame::new(self.below(6) as u8, self.next(), self.bytes(len)).bytes();
                for _ in 0..self.below(4) {
                    let place = self.below(frame.len() as u64) as usize;
                    frame[place] = self.next() as u8;
                }
                frame
            }
            _ => [(len as u32).to_be_bytes().to_vec(), self.bytes(len)].concat(),
        }
    }
}
